import { longestWaitSeconds } from '@contract/message-verbs.ts';
import type { MessageWithText } from '@contract/messages.ts';
import { demand } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { harmless, type Paints } from '../paint.ts';
import { command, type Kit, wholeNumber } from './command-kit.ts';

interface InboxOptions {
  readonly id?: string;
  readonly all?: boolean;
  readonly wait?: number;
  readonly keep?: boolean;
  readonly from?: string[];
  readonly replyTo?: string;
}

export const addInbox = (kit: Kit): void => {
  command(kit, 'inbox', 'Read the inbox: what is unread counts as accepted then. In a pane: its own.', [
    'tutti inbox',
    'tutti inbox --wait 45 --reply-to msg_12',
    'tutti inbox --id spec_1_1 --all --json | jq -r ".[].text"',
  ])
    .option('--id <id>', 'whose, when you are no instance')
    .option('--all', 'what was read before, too')
    .option(
      '--wait <seconds>',
      'where nothing is unread, wait so long for the first',
      wholeNumber(1, longestWaitSeconds),
    )
    .option('--keep', 'only look: it stays unread, and is delivered later')
    .option('--from <senders...>', 'only what these wrote')
    .option('--reply-to <message>', 'only answers to this message')
    .action(
      kit.runner.run<[], InboxOptions>(async (context, _args, options) => {
        const { id, all = false, wait, keep, from, replyTo } = options;
        const host = await context.host();
        const messages = demand(
          await host.call('messages.readInbox', {
            includeRead: all,
            ...(id === undefined ? {} : { id }),
            ...(wait === undefined ? {} : { waitSeconds: wait }),
            ...(keep === true ? { markRead: false } : {}),
            ...(from === undefined ? {} : { from }),
            ...(replyTo === undefined ? {} : { replyTo }),
          }),
        );
        context.print(messages, () => inboxText(messages, context.paints));
        return exitCodes.done;
      }),
    );
};

/** Without what a terminal would obey; the exact texts are in the JSON. */
const inboxText = (messages: readonly MessageWithText[], paints: Paints): string =>
  messages.length === 0
    ? 'Nothing unread.\n'
    : messages
        .map(({ id, from, text }) => `${paints.bold(`[${id} from ${from}]`)}\n${harmless(text)}\n`)
        .join('\n');
