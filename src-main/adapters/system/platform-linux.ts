import { readFileSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import type { ProcessInfo } from '../../core/ports/processes.ts';
import { markerVariable, type ProcessTable } from './platform.ts';

interface Stat {
  readonly command: string;
  readonly state: string;
  readonly parent: number;
  readonly startTicks: string;
}

/** Parses /proc/PID/stat. The command stands in parentheses and may hold spaces, parentheses and newlines itself. */
export const parseStat = (text: string): Stat | null => {
  const opens = text.indexOf('(');
  const closes = text.lastIndexOf(')');
  if (opens < 0 || closes < opens) return null;
  // Field 3 (state) is the first after the command: field n is at n - 3 here.
  const fields = text.slice(closes + 2).split(' ');
  const [state, parent] = fields;
  const startTicks = fields[22 - 3];
  if (state === undefined || parent === undefined || startTicks === undefined) return null;
  return { command: text.slice(opens + 1, closes), state, parent: Number(parent), startTicks };
};

/** Value of the marker in a NUL-separated environment. */
export const markerOf = (environ: string): string | null => {
  const start = `${markerVariable}=`;
  const found = environ.split('\0').find((entry) => entry.startsWith(start));
  return found === undefined ? null : found.slice(start.length);
};

/** A process that vanishes while it is being read (ENOENT, ESRCH), or that we may not read, is no error. */
const orNull = async <T>(reading: Promise<T>): Promise<T | null> => {
  try {
    return await reading;
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
};

const isGone = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^(ENOENT|ESRCH|EACCES|EPERM)$/.test(String(error.code));

/** Ticks start anew at each boot: part of its id makes a start time tell also across boots. */
const bootId = (): string => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8);

const hasEnded = (state: string): boolean => state === 'Z' || state === 'X' || state === 'x';

const commandLine = (cmdline: string | null, name: string): string => {
  const words = (cmdline ?? '').split('\0').filter((word) => word !== '');
  return words.length === 0 ? name : words.join(' ');
};

const isPid = (name: string): boolean => /^[1-9]\d*$/.test(name);

/** Reads /proc. No program is started. */
export const linuxProcesses = (): ProcessTable => {
  const boot = bootId();
  const startTime = (stat: Stat): string => `${boot}-${stat.startTicks}`;

  const read = async (pid: number): Promise<ProcessInfo | null> => {
    const folder = `/proc/${pid}`;
    const text = await orNull(readFile(`${folder}/stat`, 'latin1'));
    const parsed = text === null ? null : parseStat(text);
    if (parsed === null || hasEnded(parsed.state)) return null;
    const [cmdline, environ] = await Promise.all([
      orNull(readFile(`${folder}/cmdline`, 'utf8')),
      orNull(readFile(`${folder}/environ`, 'utf8')),
    ]);
    return {
      pid,
      parent: parsed.parent,
      startTime: startTime(parsed),
      command: commandLine(cmdline, parsed.command),
      marker: environ === null ? null : markerOf(environ),
    };
  };

  const own = async (pid: number): Promise<ProcessInfo | null> => {
    const folder = await orNull(stat(`/proc/${pid}`));
    return folder?.uid === process.getuid?.() ? read(pid) : null;
  };

  return {
    list: async () => {
      const pids = (await readdir('/proc')).filter(isPid).map(Number);
      const found = await Promise.all(pids.map(own));
      return found.filter((info) => info !== null);
    },
    find: read,
    startTimeNow: (pid) => {
      try {
        const parsed = parseStat(readFileSync(`/proc/${pid}/stat`, 'latin1'));
        return parsed === null || hasEnded(parsed.state) ? null : startTime(parsed);
      } catch (error) {
        if (isGone(error)) return null;
        throw error;
      }
    },
  };
};
