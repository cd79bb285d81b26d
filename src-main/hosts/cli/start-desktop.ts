import { spawn } from 'node:child_process';
import type { DesktopProgram } from './desktop-program.ts';

/** An app that can't start (no display, a missing library) ends within this; one that runs on has started. */
const startsWithinMs = 3_000;

/** Starts the app, or tells the one that runs, and answers the process id. Throws what it said where it ended at once. */
export const startDesktop = (
  { command, args, env }: DesktopProgram,
  more: readonly string[],
): Promise<number> =>
  new Promise((resolveStart, reject) => {
    const child = spawn(command, [...args, ...more], {
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
      env,
    });
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
