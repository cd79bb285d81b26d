import { closeSync, fchmodSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs';
import type { Log } from '../../core/ports/log.ts';

/** With the one rotated file at most 10 MB are kept: weeks of a quiet host, and enough of a noisy one to see the cause. */
const defaultLimit = 5_000_000;
/** A single line is cut here, so that one huge fact can't push everything else out. */
const longestLine = 20_000;

export interface FileLog extends Log {
  close(): void;
}

const describe = (error: unknown): Record<string, unknown> =>
  error instanceof Error
    ? { error: error.message, stack: error.stack, ...('code' in error ? { code: error.code } : {}) }
    : { error: String(error) };

const encode = (entry: Readonly<Record<string, unknown>>): string => {
  try {
    return JSON.stringify(entry);
  } catch (error) {
    // A circular fact or a BigInt: the line is still worth having.
    return JSON.stringify({ at: entry.at, level: entry.level, what: entry.what, unprintable: String(error) });
  }
};

const lineOf = (entry: Readonly<Record<string, unknown>>): string => {
  const json = encode(entry);
  if (json.length <= longestLine) return `${json}\n`;
  const { at, level, what } = entry;
  return `${JSON.stringify({ at, level, what, cut: json.slice(0, longestLine) })}\n`;
};

/**
 * One JSON object a line: `at` (ISO time), `level`, `what`, then the facts. Beyond `limit` bytes the file becomes
 * `<file>.1`. Logging never throws: a line that can't be written (full disk) is counted and told of later.
 */
export const fileLog = (file: string, now: () => number = Date.now, limit = defaultLimit): FileLog => {
  let lost = 0;
  let closed = false;
  const open = (): number => {
    const opened = openSync(file, 'a', 0o600);
    fchmodSync(opened, 0o600);
    return opened;
  };
  let handle: number | null = open();
  let size = fstatSync(handle).size;

  const rotate = (current: number): number => {
    closeSync(current);
    handle = null;
    renameSync(file, `${file}.1`);
    handle = open();
    size = 0;
    return handle;
  };

  const write = (level: string, what: string, facts: Readonly<Record<string, unknown>>): void => {
    if (closed) return;
    const lostBefore = lost === 0 ? {} : { lostLinesBefore: lost };
    const entry = { at: new Date(now()).toISOString(), level, what, ...lostBefore, ...facts };
    try {
      const bytes = Buffer.from(lineOf(entry));
      const current = handle ?? open();
      handle = current;
      size += writeSync(size > 0 && size + bytes.length > limit ? rotate(current) : current, bytes);
      lost = 0;
    } catch {
      // There is no better place to tell it: the count stands in the next line that can be written.
      lost += 1;
    }
  };

  return {
    info: (what, facts = {}) => write('info', what, facts),
    warn: (what, facts = {}) => write('warn', what, facts),
    error: (what, error, facts = {}) => write('error', what, { ...describe(error), ...facts }),
    close: () => {
      closed = true;
      if (handle !== null) closeSync(handle);
      handle = null;
    },
  };
};
