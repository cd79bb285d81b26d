import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ProcessInfo } from '../../core/ports/processes.ts';
import { isIn, markerVariable, type ProcessTable } from './platform.ts';

interface Stat {
  readonly command: string;
  readonly state: string;
  readonly parent: number;
  readonly startTicks: string;
  /** Of itself and of its children that have ended, in ticks of the clock. */
  readonly cpuTicks: number;
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
  // utime, stime, cutime, cstime: fields 14 to 17.
  const cpuTicks = fields.slice(14 - 3, 18 - 3).reduce((sum, ticks) => sum + Number(ticks), 0);
  return { command: text.slice(opens + 1, closes), state, parent: Number(parent), startTicks, cpuTicks };
};

/** Value of the marker in a NUL-separated environment. */
export const markerOf = (environ: string): string | null => {
  const start = `${markerVariable}=`;
  const found = environ.split('\0').find((entry) => entry.startsWith(start));
  return found === undefined ? null : found.slice(start.length);
};

const isGone = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^(ENOENT|ESRCH|EACCES|EPERM)$/.test(String(error.code));

/** A process that vanishes while it is being read (ENOENT, ESRCH), or that we may not read, is no error. */
const orNull = <T>(read: () => T): T | null => {
  try {
    return read();
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
};

/** Ticks start anew at each boot: part of its id makes a start time tell also across boots. */
const bootId = (): string => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8);

const hasEnded = (state: string): boolean => state === 'Z' || state === 'X' || state === 'x';

const livingStat = (pid: number): Stat | null => {
  const text = orNull(() => readFileSync(`/proc/${pid}/stat`, 'latin1'));
  const parsed = text === null ? null : parseStat(text);
  return parsed === null || hasEnded(parsed.state) ? null : parsed;
};

const commandLine = (cmdline: string | null, name: string): string => {
  const words = (cmdline ?? '').split('\0').filter((word) => word !== '');
  return words.length === 0 ? name : words.join(' ');
};

const isPid = (name: string): boolean => /^[1-9]\d*$/.test(name);

const isOwn = (pid: number): boolean => orNull(() => statSync(`/proc/${pid}`).uid) === process.getuid?.();

/** Where a process stands and what it has open; files and pipes alike, as /proc names them. */
const placesOf = (pid: number): string[] => {
  const open = orNull(() => readdirSync(`/proc/${pid}/fd`)) ?? [];
  const links = [`/proc/${pid}/cwd`, `/proc/${pid}/root`, ...open.map((fd) => `/proc/${pid}/fd/${fd}`)];
  return links.map((link) => orNull(() => readlinkSync(link))).filter((place) => place !== null);
};

/** /proc counts in hundredths of a second on every Linux (USER_HZ), whatever its kernel's own clock. */
const tickMs = 10;

/** So many are read in one go, in about a millisecond; then the event loop has its turn. */
const batch = 12;

/**
 * Reads /proc; no program is started. The reads are synchronous: they touch no disk, and done by promises the same listing
 * costs five times the processor's time.
 */
export const linuxProcesses = (): ProcessTable => {
  const boot = bootId();
  const startTime = (stat: Stat): string => `${boot}-${stat.startTicks}`;

  const read = (pid: number): ProcessInfo | null => {
    const stat = livingStat(pid);
    if (stat === null) return null;
    const cmdline = orNull(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
    const environ = orNull(() => readFileSync(`/proc/${pid}/environ`, 'utf8'));
    return {
      pid,
      parent: stat.parent,
      startTime: startTime(stat),
      command: commandLine(cmdline, stat.command),
      marker: environ === null ? null : markerOf(environ),
    };
  };

  const inside = async (folders: readonly string[]): Promise<Map<string, ProcessInfo[]>> => {
    const found = new Map<string, ProcessInfo[]>();
    const pids = readdirSync('/proc').filter(isPid).map(Number);
    for (let from = 0; from < pids.length; from += batch) {
      for (const pid of pids.slice(from, from + batch).filter(isOwn)) {
        const places = placesOf(pid);
        const entered = folders.filter((folder) => places.some((place) => isIn(folder, place)));
        const info = entered.length > 0 ? read(pid) : null;
        if (info !== null)
          for (const folder of entered) found.set(folder, [...(found.get(folder) ?? []), info]);
      }
      await nextTurn();
    }
    return found;
  };

  return {
    inside,
    list: async () => {
      const pids = readdirSync('/proc').filter(isPid).map(Number);
      const found: ProcessInfo[] = [];
      for (let from = 0; from < pids.length; from += batch) {
        const some = pids.slice(from, from + batch).filter(isOwn);
        found.push(...some.map(read).filter((info) => info !== null));
        await nextTurn();
      }
      return found;
    },
    find: async (pid) => read(pid),
    cpuTime: async (pids) =>
      new Map(
        pids.flatMap((pid) => {
          const stat = livingStat(pid);
          return stat === null ? [] : [[pid, stat.cpuTicks * tickMs] as const];
        }),
      ),
    startTimeNow: (pid) => {
      const stat = livingStat(pid);
      return stat === null ? null : startTime(stat);
    },
  };
};

/** Bytes of `MemAvailable` in /proc/meminfo, which it tells in kB; null where it does not. */
export const parseMeminfo = (text: string): number | null => {
  const [, kilobytes] = /^MemAvailable:\s+(\d+) kB$/m.exec(text) ?? [];
  return kilobytes === undefined ? null : Number(kilobytes) * 1024;
};

export const availableLinux = async (): Promise<number | null> => {
  try {
    return parseMeminfo(await readFile('/proc/meminfo', 'latin1'));
  } catch {
    return null; // No /proc: then no start waits for memory.
  }
};
