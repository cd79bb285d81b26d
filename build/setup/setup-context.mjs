import { join } from 'node:path';
import { cloneCache } from './places.mjs';

/**
 * What the set-up is for decides what it needs.
 * - `serve`: the command line and the headless host: no Electron
 * - `start`: the desktop app
 * - `test`: that, and a virtual display and a browser
 * @typedef {'serve' | 'start' | 'test'} Purpose
 */

/**
 * @typedef {object} SetupContext
 * @property {string} root the checkout
 * @property {Purpose} purpose
 * @property {NodeJS.ProcessEnv} env
 * @property {boolean} retryFailed try a download again that failed lately
 */

/**
 * @typedef {object} SetupStep
 * @property {string} name one word or two, for the line that is printed
 * @property {(context: SetupContext) => boolean} isDone quick: a few file looks, no process
 * @property {(context: SetupContext, say: (detail: string) => void) => Promise<void>} perform
 *   rejects with a SetupFailure that holds the remedy
 */

/**
 * @param {SetupContext} context
 * @param {string} step
 */
export function logFile(context, step) {
  return join(cloneCache(context.root), 'logs', `setup-${step}.log`);
}
