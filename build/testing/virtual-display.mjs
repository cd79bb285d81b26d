import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { hasProgram } from '../setup/system-packages.mjs';

/** Xvfb is there in 0.1 s; on a machine that swaps it may take long, and then something is wrong. */
const START_LIMIT_MS = 20_000;

/**
 * Starts an X server of its own on a display that it chooses itself (`-displayfd`), so that two test runs on one
 * machine can't meet.
 * @returns {Promise<{ display: string, end: () => Promise<void> }>} such as `:3`; `end` waits until it is gone
 */
export async function startVirtualDisplay() {
  const args = ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp', '-noreset'];
  const [program, all] = dyingWithUs('Xvfb', args);
  const child = spawn(program, all, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'close');
  let complaint = '';
  child.stderr?.on('data', (chunk) => {
    complaint = `${complaint}${chunk}`.slice(-2000);
  });
  const end = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await ended;
  };
  try {
    const number = await readNumber(/** @type {import('node:stream').Readable} */ (child.stdio[3]), ended);
    return { display: `:${number}`, end };
  } catch (error) {
    child.kill('SIGKILL');
    throw new Error(`Xvfb did not start: ${complaint || error}`);
  }
}

/**
 * A test run that is killed can't end its X server: the kernel then does, where util-linux is there to ask for it.
 * @param {string} program
 * @param {string[]} args
 * @returns {[program: string, args: string[]]} the same process id in both cases
 */
function dyingWithUs(program, args) {
  if (!hasProgram('setpriv', process.env)) return [program, args];
  return ['setpriv', ['--pdeathsig', 'TERM', '--', program, ...args]];
}

/**
 * @param {import('node:stream').Readable} stream
 * @param {Promise<unknown>} ended
 * @returns {Promise<number>}
 */
function readNumber(stream, ended) {
  return new Promise((resolve, reject) => {
    let text = '';
    const timer = setTimeout(() => reject(new Error('it said nothing')), START_LIMIT_MS);
    /** @template T @param {(value: T) => void} settle @param {T} value */
    const finish = (settle, value) => {
      clearTimeout(timer);
      settle(value);
    };
    stream.on('data', (chunk) => {
      text += chunk;
      if (text.includes('\n')) finish(resolve, Number.parseInt(text, 10));
    });
    ended.then(
      () => finish(reject, new Error('it ended')),
      (error) => finish(reject, error),
    );
  });
}
