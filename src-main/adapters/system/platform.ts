import type { ProcessInfo } from '../../core/ports/processes.ts';

/** What differs between systems in looking at processes. */
export interface ProcessTable {
  /** This user's processes that have not ended (a zombie has). */
  list(): Promise<readonly ProcessInfo[]>;
  find(pid: number): Promise<ProcessInfo | null>;
  /** As `Processes.cpuTime`. */
  cpuTime(pids: readonly number[]): Promise<ReadonlyMap<number, number>>;
  /** As `Processes.inside`. */
  inside(folders: readonly string[]): Promise<ReadonlyMap<string, readonly ProcessInfo[]>>;
  /** Start time of a living process, read at once, for the moment before a signal; null when there is none. */
  startTimeNow(pid: number): string | null;
}

/** Name of the variable that tells which instance a process was started for. */
export const markerVariable = 'TUTTI_INSTANCE';

/** Whether a path is a folder or lies below it. */
export const isIn = (folder: string, path: string): boolean =>
  path === folder || path.startsWith(`${folder}/`);
