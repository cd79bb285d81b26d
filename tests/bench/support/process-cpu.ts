import { readdirSync, readFileSync } from 'node:fs';

/** CPU time in ms that a process's present threads have used, from the scheduler's nanoseconds; 0 when it is gone. */
export const cpuMs = (pid: number): number => {
  let nanoseconds = 0;
  for (const task of threadsOf(pid)) {
    nanoseconds += Number(readOr(`/proc/${pid}/task/${task}/schedstat`, '0').split(' ')[0]);
  }
  return nanoseconds / 1e6;
};

const threadsOf = (pid: number): string[] => {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return []; // It has ended.
  }
};

const readOr = (file: string, otherwise: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return otherwise; // It has ended meanwhile.
  }
};

export const sumOfCpu = (pids: readonly number[]): number => pids.reduce((sum, pid) => sum + cpuMs(pid), 0);

/** Resident memory in MB. */
export const residentMb = (pid: number): number => {
  const found = /^VmRSS:\s+(\d+) kB$/m.exec(readOr(`/proc/${pid}/status`, ''));
  return Number(found?.[1] ?? 0) / 1024;
};

/** Memory that is not shared with other processes, and its part of what is, in MB. */
export const proportionalMb = (pid: number): number => {
  const found = /^Pss:\s+(\d+) kB$/m.exec(readOr(`/proc/${pid}/smaps_rollup`, ''));
  return Number(found?.[1] ?? 0) / 1024;
};

/** Direct children, from every process's own word on its parent. */
export const childrenOf = (pid: number): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      const stat = readOr(`/proc/${name}/stat`, '');
      // The parent stands second behind the name, which is in parentheses and may hold any character.
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === pid;
    })
    .map(Number);
