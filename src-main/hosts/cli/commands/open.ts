import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { fail } from '@contract/result.ts';
import { demand, failWith, tokenOf } from '../command-context.ts';
import { desktopProgram } from '../desktop-program.ts';
import { exitCodes } from '../exit-codes.ts';
import { findProject } from '../find-project.ts';
import { command, type Kit } from './command-kit.ts';

/** An app that can't start (no display, a missing library) ends within this; one that runs on has started. */
const startsWithinMs = 3_000;

export const addOpen = (kit: Kit): void => {
  command(kit, 'open', 'Open a repository in the app, or bring its window to the front.', [
    'tutti open',
    'tutti open ~/code/shop',
  ])
    .argument('[dir]', 'the repository; that of the working directory when it is not given')
    .action(
      kit.runner.run<[string | undefined], { project?: string }>(async (context, [given], { project }) => {
        const { io } = context;
        if (tokenOf(io))
          failWith(fail('refused', 'An instance can’t open windows.', 'Ask the person.').error);
        const { root } = demand(
          await findProject(io, given === undefined ? project : resolve(io.cwd, given)),
        );
        const program = demand(desktopProgram(io.env));
        // A second one hands its folder to the first and ends: who starts it can't and needn't tell.
        const pid = await start(program.command, [...program.args, root], program.env);
        context.print({ root, pid }, () => `Opening ${root}\n`);
        return exitCodes.done;
      }),
    );
};

const start = (
  executable: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<number> =>
  new Promise((resolveStart, reject) => {
    const child = spawn(executable, [...args], { detached: true, stdio: ['ignore', 'ignore', 'pipe'], env });
    let said = '';
    child.stderr.on('data', (data: Buffer) => {
      // Its last words are enough to see why it ended.
      said = (said + data.toString()).slice(-4000);
    });
    const started = (): void => {
      clearTimeout(timer);
      child.stderr.destroy();
      child.unref();
      resolveStart(child.pid ?? 0);
    };
    const timer = setTimeout(started, startsWithinMs);
    child.once('error', reject);
    child.once('exit', (code) => {
      clearTimeout(timer);
      if (code === 0) return started();
      reject(new Error(`the app ended with code ${code}: ${said.trim()}`));
    });
  });
