import type { EventData } from '@contract/events.ts';
import { awaitedOf, type Shutdown, shutdownSeconds } from '@contract/shutdowns.ts';
import type { FrameClient } from '../../frame-client/frame-client.ts';
import { type CommandContext, demand, tokenOf } from '../command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { waitFor } from '../wait-for.ts';
import { command, type Kit, wholeNumber } from './command-kit.ts';

interface ShutdownOptions {
  seconds?: number;
  now?: boolean;
  reason?: string;
  wait: boolean;
  cancel?: boolean;
}

export const addShutdown = (kit: Kit): void => {
  command(
    kit,
    'shutdown',
    'Have work saved, then end instances, children before parents. Nothing is removed.',
    [
      'tutti shutdown',
      'tutti shutdown mgr_1_1 --seconds 300 --reason "done for today"',
      'tutti shutdown --now',
      'tutti shutdown --cancel',
    ],
  )
    .argument('[id]', 'the instance, with all below it; without one, the whole run (in a pane: all below it)')
    .option(
      '--seconds <n>',
      `wait for work so long at most (${shutdownSeconds.usual} where nothing is said)`,
      wholeNumber(0, shutdownSeconds.most),
    )
    .option('--now', 'wait for nothing and tell nobody')
    .option('--reason <text>', 'why; those concerned read it')
    .option('--no-wait', 'answer as it begins')
    .option('--cancel', 'call the one that is under way off')
    .action(
      kit.runner.run<[string | undefined], ShutdownOptions>(async (context, [id], options) => {
        const host = await context.host();
        if (options.cancel) {
          const off = demand(await host.call('runs.cancelShutdown', {}));
          context.print(off, () => `Called off: ${off.ids.join(', ')} go on.\n`);
          return exitCodes.done;
        }
        const { seconds, now, reason, wait } = options;
        const limit = now ? 0 : seconds;
        const begun = demand(
          await host.call('runs.shutdown', {
            ...(id === undefined ? {} : { id }),
            ...(limit === undefined ? {} : { seconds: limit }),
            ...(reason === undefined ? {} : { reason }),
          }),
        );
        // An instance is told by a message, and may not read the log.
        if (wait && tokenOf(context.io) === undefined) return untilEnded(context, host, begun);
        context.print(begun, () => `Shutting down ${begun.ids.join(', ')}.\n`);
        return exitCodes.done;
      }),
    );
};

type Outcome = EventData<'shutdown.finished'> | 'called off';

/** Says whom it waits for while it does, and in the end what is not committed. */
const untilEnded = async (context: CommandContext, host: FrameClient, begun: Shutdown): Promise<ExitCode> => {
  let said = '';
  const outcome = await waitFor<Outcome>(host, async () => {
    const kinds = ['shutdown.ending', 'shutdown.finished', 'shutdown.cancelled'];
    const after = { after: begun.seq, kinds, limit: 2 };
    const end = demand(await host.call('events.list', after)).at(-1);
    if (end?.kind === 'shutdown.finished') return end.data;
    if (end?.kind === 'shutdown.cancelled') return 'called off';
    const line = end === undefined ? await progressOf(host, begun) : 'Ending them.\n';
    if (line !== said) context.io.err(line);
    said = line;
    return null;
  });
  if (outcome === 'called off') {
    context.io.err('tutti: The shutdown was called off.\n');
    return exitCodes.failed;
  }
  context.print(outcome, () => reportOf(outcome));
  return exitCodes.done;
};

const progressOf = async (host: FrameClient, shutdown: Shutdown): Promise<string> => {
  const rows = demand(await host.call('instances.list', {}));
  const instances = Object.fromEntries(rows.map((row) => [row.id, row]));
  const who = awaitedOf({ shutdown: { ...shutdown, state: 'waiting' }, instances }).map(
    ({ id, why, changed }) => (why === 'at work' ? `${id} (at work)` : `${id} (${changed} not committed)`),
  );
  return who.length === 0 ? 'All is saved.\n' : `Waiting for ${who.join(', ')}\n`;
};

const reportOf = ({ ended, left }: EventData<'shutdown.finished'>): string => {
  const head = `Ended ${ended.join(', ')}. Worktrees and branches are kept.\n`;
  const lines = left.map(({ id, folder, branch, files, trouble }) => {
    const what = files === null ? `not known: ${trouble}` : `${files} not committed`;
    return `  ${id}  ${what}  ${folder}  ${branch}\n`;
  });
  return lines.length === 0
    ? `${head}Everything is committed.\n`
    : `${head}Not committed:\n${lines.join('')}`;
};
