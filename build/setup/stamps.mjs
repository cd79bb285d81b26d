import { createHash } from 'node:crypto';
import { readIfThere, writeWhole } from './whole-file.mjs';

/**
 * A stamp says "this was done, for these inputs". It is written last, so a step that was killed half way
 * leaves none and is done again.
 * @param {string} path
 * @param {unknown} inputs anything JSON can say; key order counts
 */
export function writeStamp(path, inputs) {
  writeWhole(path, `${JSON.stringify(inputs)}\n`);
}

/**
 * @param {string} path
 * @param {unknown} inputs
 * @returns {boolean} the stamp is there and was written for the same inputs
 */
export function stampHolds(path, inputs) {
  return readIfThere(path)?.trim() === JSON.stringify(inputs);
}

/** @param {string | Buffer} text */
export function sha256(text) {
  return createHash('sha256').update(text).digest('hex');
}

/** How long a failed download is remembered: a person who gets a network back tomorrow is served tomorrow. */
export const FAILURE_HOURS = 24;

/**
 * @param {string} path
 * @param {string} subject what failed, so that a newer version is tried at once
 * @param {number} now milliseconds since 1970
 */
export function rememberFailure(path, subject, now) {
  writeStamp(path, { subject, at: now });
}

/**
 * @param {string} path
 * @param {string} subject
 * @param {number} now milliseconds since 1970
 * @returns {boolean} the same thing failed within the last FAILURE_HOURS
 */
export function failedLately(path, subject, now) {
  const record = parseFailure(readIfThere(path));
  if (!record || record.subject !== subject) return false;
  // A clock that was set back makes the age negative: then the record says nothing, and it is tried again.
  const age = now - record.at;
  return age >= 0 && age < FAILURE_HOURS * 3_600_000;
}

/**
 * @param {string | undefined} text
 * @returns {{ subject: string, at: number } | undefined}
 */
function parseFailure(text) {
  if (text === undefined) return undefined;
  try {
    const value = JSON.parse(text);
    return typeof value?.subject === 'string' && typeof value?.at === 'number' ? value : undefined;
  } catch {
    return undefined; // not ours, or cut short by a full disk: as if nothing were remembered
  }
}
