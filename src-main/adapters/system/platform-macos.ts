import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';
import type { ProcessInfo } from '../../core/ports/processes.ts';
import { isIn, markerVariable, type ProcessTable } from './platform.ts';

const run = promisify(execFile);

/** A few thousand processes with their environments come to some megabytes. */
const outputLimit = 64 * 1024 * 1024;
const options = { maxBuffer: outputLimit, env: { ...process.env, LC_ALL: 'C' } };

/** `lstart` has five words: `Sun Nov 22 07:21:30 2026`. */
const row = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(\S+ \S+ +\S+ \S+ \S+)\s+(.*)$/;

interface Row extends Omit<ProcessInfo, 'marker'> {
  readonly uid: number;
  readonly ended: boolean;
}

/** Parses a line of `ps -o pid=,ppid=,uid=,stat=,lstart=,command=`. */
export const parsePsLine = (line: string): Row | null => {
  const [, pid, parent, uid, state, start, command] = row.exec(line) ?? [];
  if (pid === undefined || state === undefined || start === undefined || command === undefined) return null;
  return {
    pid: Number(pid),
    parent: Number(parent),
    uid: Number(uid),
    ended: state.startsWith('Z'),
    startTime: start.replaceAll(/\s+/g, ' '),
    command,
  };
};

/** Markers by pid, from `ps -E -o pid=,command=`, which puts the environment behind the command. */
export const parseMarkers = (output: string): Map<number, string> => {
  const pattern = new RegExp(`^\\s*(\\d+)\\s.*\\s${markerVariable}=(\\S+)`);
  const found = output.split('\n').map((line) => pattern.exec(line));
  return new Map(
    found.flatMap((match) => (match?.[2] === undefined ? [] : [[Number(match[1]), match[2]] as const])),
  );
};

/** Milliseconds of `[[dd-]hh:]mm:ss[.cc]`, as ps writes processor time. */
export const parseCpuTime = (text: string): number | null => {
  const match = /^(?:(?:(\d+)-)?(\d+):)?(\d+):(\d+(?:\.\d+)?)$/.exec(text);
  if (match === null) return null;
  const [days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0));
  return Math.round(((((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 1000);
};

/** Parses `ps -o pid=,time=`. */
export const parseCpuTimes = (output: string): Map<number, number> =>
  new Map(
    output.split('\n').flatMap((line) => {
      const [pid, time = ''] = line.trim().split(/\s+/);
      const ms = parseCpuTime(time);
      return ms === null ? [] : [[Number(pid), ms] as const];
    }),
  );

const columns = 'pid=,ppid=,uid=,stat=,lstart=,command=';

/** ps ends with 1 when no process matches. */
const ps = async (args: readonly string[]): Promise<string> => {
  try {
    return (await run('/bin/ps', args, options)).stdout;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 1) return '';
    throw error;
  }
};

/** Names of what each process has open, by pid: lines of `lsof -F pn`, `p` and the pid, `n` and a name. */
export const parseLsof = (output: string): Map<number, string[]> => {
  const found = new Map<number, string[]>();
  let names: string[] = [];
  for (const line of output.split('\n')) {
    if (line.startsWith('p')) {
      names = [];
      found.set(Number(line.slice(1)), names);
    } else if (line.startsWith('n')) names.push(line.slice(1));
  }
  return found;
};

/** Working folders and open files of this user's processes. It ends with 1 when some could not be looked at: what it tells counts. */
const lsof = async (): Promise<string> => {
  const args = ['-w', '-n', '-P', '-F', 'pn', '-u', String(process.getuid?.() ?? '')];
  try {
    return (await run('/usr/sbin/lsof', args, options)).stdout;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 1 && 'stdout' in error)
      return String(error.stdout);
    throw error;
  }
};

const living = (output: string): Row[] =>
  output
    .split('\n')
    .map(parsePsLine)
    .filter((info) => info !== null)
    .filter(({ ended }) => !ended);

const withMarker = (
  { uid: _uid, ended: _ended, ...info }: Row,
  markers: Map<number, string>,
): ProcessInfo => ({
  ...info,
  marker: markers.get(info.pid) ?? null,
});

/** Asks `ps`: macOS has no /proc. The environment of a program that Apple protects is not shown. */
export const macosProcesses = (): ProcessTable => ({
  list: async () => {
    const [rows, markers] = await Promise.all([
      ps(['-axww', '-o', columns]),
      ps(['-axwwE', '-o', 'pid=,command=']),
    ]);
    const found = parseMarkers(markers);
    return living(rows)
      .filter(({ uid }) => uid === process.getuid?.())
      .map((info) => withMarker(info, found));
  },
  find: async (pid) => {
    const [rows, markers] = await Promise.all([
      ps(['-ww', '-o', columns, '-p', String(pid)]),
      ps(['-wwE', '-o', 'pid=,command=', '-p', String(pid)]),
    ]);
    const [info] = living(rows);
    return info === undefined ? null : withMarker(info, parseMarkers(markers));
  },
  inside: async (folders) => {
    const places = parseLsof(await lsof());
    const found = new Map<string, ProcessInfo[]>();
    const rows = new Map(living(await ps(['-axww', '-o', columns])).map((info) => [info.pid, info]));
    for (const [pid, names] of places) {
      const info = rows.get(pid);
      if (info === undefined) continue;
      for (const folder of folders.filter((one) => names.some((name) => isIn(one, name))))
        found.set(folder, [...(found.get(folder) ?? []), withMarker(info, new Map())]);
    }
    return found;
  },
  // -S adds the time of children that have ended.
  cpuTime: async (pids) =>
    pids.length === 0 ? new Map() : parseCpuTimes(await ps(['-S', '-o', 'pid=,time=', '-p', pids.join(',')])),
  startTimeNow: (pid) => {
    try {
      const rows = execFileSync('/bin/ps', ['-ww', '-o', columns, '-p', String(pid)], {
        ...options,
        encoding: 'utf8',
      });
      return living(rows)[0]?.startTime ?? null;
    } catch (error) {
      if (error instanceof Error && 'status' in error && error.status === 1) return null;
      throw error;
    }
  },
});

/** What `vm_stat` counts that programs can have at once: pages that are free, or hold only what can be read again. */
const reusable = ['free', 'inactive', 'speculative', 'purgeable'] as const;

/** Bytes that are available, by the output of `vm_stat`; null where it reads otherwise. */
export const parseVmStat = (text: string): number | null => {
  const [, pageSize] = /page size of (\d+) bytes/.exec(text) ?? [];
  const pages = reusable.map((kind) => new RegExp(`^Pages ${kind}:\\s+(\\d+)\\.$`, 'm').exec(text)?.[1]);
  if (pageSize === undefined || pages[0] === undefined) return null;
  return pages.reduce((sum, count) => sum + Number(count ?? 0), 0) * Number(pageSize);
};

export const availableMacos = async (): Promise<number | null> => {
  try {
    return parseVmStat((await run('/usr/bin/vm_stat', [], options)).stdout);
  } catch {
    return null; // Not to be had: then no start waits for memory.
  }
};
