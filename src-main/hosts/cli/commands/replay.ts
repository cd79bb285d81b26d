import { resolve } from 'node:path';
import { fail } from '@contract/result.ts';
import { recordingsOfProject } from '../../recording-file/find-recording.ts';
import { type CommandContext, demand, failWith, tokenOf } from '../command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { showFile, showRun, type WebOptions, withWeb } from '../show-recording.ts';
import { command, type Kit } from './command-kit.ts';

interface ReplayOptions extends WebOptions {
  readonly at?: string;
}

export const addReplay = (kit: Kit): void => {
  const replay = command(kit, 'replay', 'Watch a run again: in the app, or in a browser.', [
    'tutti replay',
    'tutti replay 12 --at 14:02:11',
    'tutti replay run-12.tutti --at 12m30s',
    'tutti replay 12 --web',
  ])
    .argument('[what]', 'the number of a run, or a .tutti file; the last run when it is not given')
    .option(
      '--at <moment>',
      'after its beginning (12m30s), a time (14:02:11) or a date with a time; it stands still there',
    );
  withWeb(replay).action(
    kit.runner.run<[string | undefined], ReplayOptions>((context, [what], options) =>
      replayAsked(context, what, options),
    ),
  );
};

const replayAsked = async (
  context: CommandContext,
  what: string | undefined,
  options: ReplayOptions,
): Promise<ExitCode> => {
  const { io } = context;
  if (tokenOf(io)) failWith(fail('refused', 'An instance can’t open windows.', 'Ask the person.').error);
  const wanted = { ...options, at: options.at };
  if (what !== undefined && !/^\d{1,9}$/.test(what)) return showFile(context, resolve(io.cwd, what), wanted);
  const { root } = await context.project();
  const runs = recordingsOfProject(root, io.env);
  const found = what === undefined ? runs[0] : runs.find(({ run }) => run === Number(what));
  if (found !== undefined) return showRun(context, { root, ...found }, wanted);
  const missing = what === undefined ? `${root} has no recording yet.` : `Run ${what} has no recording.`;
  demand(fail('not_found', missing, 'See what there is: tutti runs', { field: 'run' }));
  return exitCodes.failed;
};
