import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { readIfThere } from './whole-file.mjs';

/** How often a waiting set-up looks whether the other one has ended. */
const LOOK_AGAIN_MS = 200;

/**
 * One at a time: two set-ups in one clone would install over each other. The lock file holds the owner's pid
 * and start time; a lock whose owner is gone is taken over.
 * @template T
 * @param {string} path of the lock file; its folder must exist
 * @param {(pid: number) => void} onWait called once when another process holds it
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(path, onWait, work) {
  const mine = `${process.pid} ${startTime(process.pid)}\n`;
  let told = false;
  while (!claim(path, mine)) {
    const owner = readIfThere(path);
    if (owner === undefined) continue;
    if (!isOwnerAlive(owner)) {
      removeStale(path, owner);
      continue;
    }
    if (!told) onWait(Number.parseInt(owner, 10));
    told = true;
    await wait(LOOK_AGAIN_MS);
  }
  try {
    return await work();
  } finally {
    if (readIfThere(path) === mine) rmSync(path, { force: true });
  }
}

/**
 * A link appears whole or not at all: nobody can see a lock without its owner in it.
 * @param {string} path
 * @param {string} owner
 */
function claim(path, owner) {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, owner);
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Takes a dead owner's lock away. The rename can be won by one process only; should it have caught a lock
 * that someone claimed in between, that lock is put back.
 * @param {string} path
 * @param {string} seen the dead owner's text
 */
function removeStale(path, seen) {
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return; // another one was first
    throw error;
  }
  if (readFileSync(aside, 'utf8') !== seen) linkSync(aside, path);
  rmSync(aside, { force: true });
}

/** @param {string} owner the text of a lock file */
export function isOwnerAlive(owner) {
  const [pid, started] = owner.trim().split(' ');
  if (!pid || !isRunning(Number(pid))) return false;
  // The pid may have been given to a new process since: its start time tells.
  return started === startTime(Number(pid));
}

/** @param {number} pid */
export function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * @param {number} pid
 * @returns {string} clock ticks since boot on Linux; '-' where there is no /proc
 */
export function startTime(pid) {
  const stat = readIfThere(`/proc/${pid}/stat`);
  // The program's name, in parentheses, may itself hold spaces: count from the last one. Field 22 of proc(5).
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '-';
}
