import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isLink } from '@contract/recording-links.ts';
import { fail } from '@contract/result.ts';
import { type CommandContext, demand, failWith, tokenOf } from '../command-context.ts';
import { desktopProgram } from '../desktop-program.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { findProject } from '../find-project.ts';
import { registerWithDesktop } from '../register-with-desktop.ts';
import { showFile, showLink, type WebOptions, withWeb } from '../show-recording.ts';
import { startDesktop } from '../start-desktop.ts';
import { command, type Kit } from './command-kit.ts';

interface OpenOptions extends WebOptions {
  readonly project?: string;
  readonly register?: boolean;
}

export const addOpen = (kit: Kit): void => {
  const open = command(
    kit,
    'open',
    'Open a repository, a recording or a link to a moment in the app, or bring its window to the front.',
    [
      'tutti open',
      'tutti open ~/code/shop',
      'tutti open run-12.tutti',
      'tutti open run-12.tutti --web',
      "tutti open 'tutti://run/6f1f0c2e-53a1-4c52-9d3b-0c1a2b3c4d5e?t=1700000000000'",
    ],
  ).argument(
    '[what]',
    'the repository, a .tutti file or a tutti:// link; the repository of the working directory when it is not given',
  );
  withWeb(open)
    .option('--register', 'have this desktop open .tutti files and tutti:// links with Tutti')
    .action(
      kit.runner.run<[string | undefined], OpenOptions>((context, [given], options) =>
        openAsked(context, given, options),
      ),
    );
};

const openAsked = async (
  context: CommandContext,
  given: string | undefined,
  options: OpenOptions,
): Promise<ExitCode> => {
  const { io } = context;
  if (tokenOf(io)) failWith(fail('refused', 'An instance can’t open windows.', 'Ask the person.').error);
  if (options.register === true) {
    const made = demand(await registerWithDesktop(io.env));
    context.print(
      { made },
      () =>
        `Tutti opens .tutti files and tutti:// links here now:\n${made.map((file) => `  ${file}\n`).join('')}`,
    );
    if (given === undefined) return exitCodes.done;
  }
  if (given !== undefined && isLink(given)) return showLink(context, given, options);
  const path = given === undefined ? undefined : resolve(io.cwd, given);
  if (path !== undefined && (await isFile(path)))
    return showFile(context, path, { ...options, at: undefined });
  const { root } = demand(await findProject(io, path ?? options.project));
  // A second one hands what it was asked for to the first and ends: who starts it can't and needn't tell.
  const pid = await startDesktop(demand(desktopProgram(io.env)), [root]);
  context.print({ root, pid }, () => `Opening ${root}\n`);
  return exitCodes.done;
};

const isFile = async (path: string): Promise<boolean> => {
  // What is not there is told of by what it looks like.
  const found = await stat(path).catch(() => null);
  return found === null ? path.endsWith('.tutti') : !found.isDirectory();
};
