import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** How often an ending process is looked for: nothing tells a stranger's end, and this only runs while one is awaited. */
const LOOK_EVERY_MS = 10;

/** Whether a process runs. One that has ended and only waits to be reaped (in containers that may take for ever) does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    // EPERM: somebody else's, hence there.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function isZombie(pid: number): boolean {
  if (process.platform !== 'linux') return false;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The state stands behind the name, which is in parentheses and may hold any character.
    return stat.charAt(stat.lastIndexOf(')') + 2) === 'Z';
  } catch {
    return true; // it went between the two looks
  }
}

/** Waits until none of the processes is left; the ones that are after `limitMs`. */
export async function waitUntilGone(pids: readonly number[], limitMs: number): Promise<readonly number[]> {
  const until = performance.now() + limitMs;
  let left = pids.filter(isAlive);
  while (left.length > 0 && performance.now() < until) {
    await delay(LOOK_EVERY_MS);
    left = left.filter(isAlive);
  }
  return left;
}

/** Sends a signal to a process or (negative) a group. One that has just ended is no error. */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/**
 * Sends a signal to a program that leads a group of its own (`detached`), and to all in it. One that was not started has none; all may
 * have ended; what is left of them may be another user's (sudo) and can't be ended from here.
 */
export function signalGroup({ pid }: { readonly pid?: number | undefined }, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    signalProcess(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error;
  }
}
