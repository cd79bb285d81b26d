import { existsSync, readdirSync, rmSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isOwnerAlive, isRunning, startTime } from './setup-lock.mjs';
import { readIfThere, writeWhole } from './whole-file.mjs';

const ENDING = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/** A killed process is gone in milliseconds, unless it hangs in the kernel: then waiting longer helps nobody. */
const GONE_WITHIN_MS = 5_000;
const LOOK_AGAIN_MS = 20;

/**
 * Binds a child's process group to this process: a signal that ends us ends it, and the record lets the next
 * set-up end it when we were killed with no chance to.
 * @param {import('node:child_process').ChildProcess} child started with `detached`
 * @param {string} record path of a file
 * @returns {() => void} to be called when the child has ended
 */
export function holdGroup(child, record) {
  const { pid } = child;
  if (pid === undefined) return () => undefined;
  writeWhole(record, `${pid} ${startTime(pid)} ${process.pid} ${startTime(process.pid)}\n`);
  /** @param {NodeJS.Signals} signal */
  const onSignal = (signal) => {
    endGroup(pid);
    process.exit(128 + constants.signals[signal]);
  };
  for (const signal of ENDING) process.once(signal, onSignal);
  return () => {
    for (const signal of ENDING) process.off(signal, onSignal);
    rmSync(record, { force: true });
  };
}

/** @param {number | undefined} pid of a group's first process */
export function endGroup(pid) {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && error.code === 'ESRCH';
    if (!isGone) throw error;
  }
}

/**
 * Ends what a killed set-up left running: an npm that goes on installing would meet the one we start.
 * @param {string} folder where the records are
 */
export async function endLeftovers(folder) {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.pid'))) {
    const record = join(folder, name);
    const [pid = '', started = '', owner = '', ownerStarted = ''] = (readIfThere(record) ?? '')
      .trim()
      .split(' ');
    // A build beside this set-up has records here as well, and lives.
    if (isOwnerAlive(`${owner} ${ownerStarted}`)) continue;
    if (isOwnerAlive(`${pid} ${started}`)) await endAndWait(Number(pid));
    rmSync(record, { force: true });
  }
}

/** @param {number} pid */
async function endAndWait(pid) {
  endGroup(pid);
  const giveUp = Date.now() + GONE_WITHIN_MS;
  while (isRunning(pid) && Date.now() < giveUp) await wait(LOOK_AGAIN_MS);
}
