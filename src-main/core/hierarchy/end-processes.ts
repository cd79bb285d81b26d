import type { Clock } from '../ports/clock.ts';
import type { Processes, ProcessInfo } from '../ports/processes.ts';

/** How long a program has to end by itself after SIGTERM. */
const termMs = 3000;

/** How long the system has to remove what was killed. */
const killMs = 2000;

/** Between two looks at the process table while something is being ended. */
const lookMs = 40;

/** A process tree to end: the program, if it is known, and everything that carries a marker below `marker`. */
export interface ProcessTree {
  readonly root: { readonly pid: number; readonly startTime: string } | null;
  /** `<project>/<run>/<id>/`: the incarnation follows. */
  readonly marker: string;
}

const samePid = (process: ProcessInfo, root: ProcessTree['root']): boolean =>
  root !== null && process.pid === root.pid && process.startTime === root.startTime;

/** The living members of trees: roots, the marked, and all that descend from either. */
export const membersOf = (all: readonly ProcessInfo[], trees: readonly ProcessTree[]): ProcessInfo[] => {
  const members = new Map<number, ProcessInfo>();
  const children = new Map<number, ProcessInfo[]>();
  for (const process of all) {
    const siblings = children.get(process.parent);
    if (siblings === undefined) children.set(process.parent, [process]);
    else siblings.push(process);
  }
  const add = (process: ProcessInfo): void => {
    if (members.has(process.pid)) return;
    members.set(process.pid, process);
    for (const child of children.get(process.pid) ?? []) add(child);
  };
  for (const process of all) {
    const marked = trees.some((tree) => process.marker?.startsWith(tree.marker) === true);
    if (marked || trees.some((tree) => samePid(process, tree.root))) add(process);
  }
  return [...members.values()];
};

const pause = (clock: Clock, ms: number): Promise<void> =>
  new Promise((resolve) => {
    clock.after(ms, resolve);
  });

/**
 * Ends whole process trees: TERM, up to 3 s, KILL; also what joins them meanwhile. Answers those that live on even so
 * (in uninterruptible sleep), usually none.
 */
export const endProcesses = async (
  ports: { readonly clock: Clock; readonly processes: Processes },
  trees: readonly ProcessTree[],
): Promise<readonly ProcessInfo[]> => {
  const { clock, processes } = ports;
  const known = new Map<string, ProcessInfo>();
  const termed = new Set<string>();
  const keyOf = (process: ProcessInfo): string => `${process.pid}:${process.startTime}`;

  // A child whose parent is gone has another parent, and may have no marker: what was a member stays one.
  const look = async (): Promise<ProcessInfo[]> => {
    const all = await processes.list();
    for (const member of membersOf(all, trees)) known.set(keyOf(member), member);
    return all.filter((process) => known.has(keyOf(process)));
  };
  const until = async (ms: number, signal: 'SIGTERM' | 'SIGKILL'): Promise<ProcessInfo[]> => {
    const end = clock.now() + ms;
    for (;;) {
      const living = await look();
      if (living.length === 0 || clock.now() >= end) return living;
      for (const process of living) {
        if (termed.has(keyOf(process) + signal)) continue;
        termed.add(keyOf(process) + signal);
        await processes.signal(process.pid, process.startTime, signal);
      }
      await pause(clock, lookMs);
    }
  };
  const stubborn = await until(termMs, 'SIGTERM');
  return stubborn.length === 0 ? [] : until(killMs, 'SIGKILL');
};
