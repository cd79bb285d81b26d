/** One process as the system tells it. `startTime` distinguishes it from a later one with the same pid. */
export interface ProcessInfo {
  readonly pid: number;
  readonly parent: number;
  readonly startTime: string;
  readonly command: string;
  /** Value of `TUTTI_INSTANCE` in its environment, where it can be read; null otherwise. */
  readonly marker: string | null;
}

/** What the core asks of the system's process table. */
export interface Processes {
  /** Processes of this user. Markers are read for these only. */
  list(): Promise<readonly ProcessInfo[]>;
  /** Of one process; null when there is none. */
  find(pid: number): Promise<ProcessInfo | null>;
  /**
   * Milliseconds of processor time that each of these has used, with what its ended children had used; one that has ended is left
   * out.
   */
  cpuTime(pids: readonly number[]): Promise<ReadonlyMap<number, number>>;
  /**
   * The processes that have these folders (real paths), or anything below one, as their working folder or open, by folder; one that
   * nobody is in is left out.
   */
  inside(folders: readonly string[]): Promise<ReadonlyMap<string, readonly ProcessInfo[]>>;
  /** Sends a signal if the process with that start time still lives; false when it doesn't. */
  signal(pid: number, startTime: string, signal: 'SIGTERM' | 'SIGKILL' | 'SIGHUP'): Promise<boolean>;
}
