import type { MessageWithText } from '@contract/messages.ts';
import { demand } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { harmless, type Paints } from '../paint.ts';
import { command, type Kit } from './command-kit.ts';

interface InboxOptions {
  readonly id?: string;
  readonly all?: boolean;
}

export const addInbox = (kit: Kit): void => {
  command(kit, 'inbox', 'Read the inbox: what is unread counts as accepted then. In a pane: its own.', [
    'tutti inbox',
    'tutti inbox --id spec_1_1 --all --json | jq -r ".[].text"',
  ])
    .option('--id <id>', 'whose, when you are no instance')
    .option('--all', 'what was read before, too')
    .action(
      kit.runner.run<[], InboxOptions>(async (context, _args, { id, all = false }) => {
        const host = await context.host();
        const whose = id === undefined ? {} : { id };
        const messages = demand(await host.call('messages.readInbox', { ...whose, includeRead: all }));
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
