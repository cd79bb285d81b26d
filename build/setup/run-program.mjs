import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { endGroup, holdGroup } from './process-group.mjs';
import { SetupFailure } from './setup-failure.mjs';

/**
 * @typedef {object} ProgramOptions
 * @property {string} log a file that receives its stdout and stderr, replaced
 * @property {string} remedy what the person can do when it fails
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {number} [timeoutMs] it is killed after this long; none when left out
 * @property {boolean} [mustFinish] it is never killed when the set-up is: half an apt run is worse than two
 */

/**
 * Runs a program to its end with all output in a log file, so that the terminal stays readable. It ends, with
 * all that it started, when the set-up is ended; after a kill -9 of the set-up the next one ends it.
 * @param {string} program
 * @param {string[]} args
 * @param {ProgramOptions} options
 * @returns {Promise<void>} rejects with a SetupFailure when it can't start, fails or takes too long
 */
export async function runProgram(program, args, options) {
  mkdirSync(dirname(options.log), { recursive: true });
  const output = openSync(options.log, 'w');
  try {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', output, output],
      detached: !options.mustFinish, // a process group of its own, to be ended as a whole
    });
    const release = options.mustFinish ? () => undefined : holdGroup(child, `${options.log}.pid`);
    try {
      await ended(child, `${program} ${args.join(' ')}`, options);
    } finally {
      release();
    }
  } finally {
    closeSync(output);
  }
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {string} command for the message
 * @param {ProgramOptions} options
 * @returns {Promise<void>}
 */
function ended(child, command, options) {
  const short = command.length > 120 ? `${command.slice(0, 117)}...` : command;
  return new Promise((resolve, reject) => {
    const limit = options.timeoutMs && setTimeout(() => endGroup(child.pid), options.timeoutMs);
    child.once('error', (error) => {
      clearTimeout(limit);
      reject(new SetupFailure(`${short}: ${error.message}`, options.remedy, options.log));
    });
    child.once('close', (code, signal) => {
      clearTimeout(limit);
      if (code === 0) return resolve();
      const lines = excerpt(readFileSync(options.log, 'utf8'));
      const quoted = lines.map((line) => `\n  | ${line}`).join('');
      const how = signal ? `was ended by ${signal}` : `ended with code ${code}`;
      reject(new SetupFailure(`${short} ${how}.${quoted}`, options.remedy, options.log));
    });
  });
}

/** Enough of a log to see the cause without opening it, and no more than fits a small terminal. */
const EXCERPT_LINES = 8;
const EXCERPT_COLUMNS = 160;

/**
 * The first lines that speak of an error, since npm and node-gyp end with advice; else the last lines.
 * @param {string} text of a log
 * @returns {string[]}
 */
export function excerpt(text) {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const telling = lines.filter((line) => /\b(error|err!|fatal|not found)\b/i.test(line));
  const chosen = telling.length > 0 ? telling.slice(0, EXCERPT_LINES) : lines.slice(-EXCERPT_LINES);
  return chosen.map((line) => line.slice(0, EXCERPT_COLUMNS));
}
