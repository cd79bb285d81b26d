import type { MessageWithText } from '@contract/messages.ts';
import { demand } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { harmless, type Paints } from '../paint.ts';
import { instanceLines } from '../show-instances.ts';
import { command, type Kit, wholeNumber } from './command-kit.ts';

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

interface ProgressOptions {
  readonly percent?: number;
  readonly done?: boolean;
}

export const addProgress = (kit: Kit): void => {
  command(kit, 'progress', 'Report progress, as the instance in whose pane this is run.', [
    'tutti progress "The parser is done" --percent 60',
    'tutti progress "Done: 14 tests pass" --done',
  ])
    .argument('<summary>', 'where it stands, in a sentence')
    .option('--percent <number>', 'how much of the task is done', wholeNumber(0, 100))
    .option('--done', 'the task is finished')
    .action(
      kit.runner.run<[string], ProgressOptions>(async (context, [summary], { percent, done = false }) => {
        const host = await context.host();
        const said = { summary, done, ...(percent === undefined ? {} : { percent }) };
        const instance = demand(await host.call('instances.reportProgress', said));
        context.print(instance, () => instanceLines(instance, context.paints));
        return exitCodes.done;
      }),
    );
};

export const addBlocker = (kit: Kit): void => {
  command(kit, 'blocker', 'Report what stops the instance in whose pane this is run.', [
    'tutti blocker "Which of the two formats is meant?"',
  ])
    .argument('<text>', 'what stops it, and what it needs')
    .action(
      kit.runner.run<[string], object>(async (context, [blocker]) => {
        const host = await context.host();
        const instance = demand(await host.call('instances.reportBlocker', { blocker }));
        context.print(instance, () => instanceLines(instance, context.paints));
        return exitCodes.done;
      }),
    );
};
