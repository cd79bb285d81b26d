import type { Processes, ProcessInfo } from '../../src-main/core/ports/processes.ts';

/** A process table in memory. A process ends at the signals it does not ignore. */
export class FakeProcesses implements Processes {
  readonly table = new Map<number, ProcessInfo & { readonly ignores?: readonly string[] }>();
  readonly signals: { readonly pid: number; readonly signal: string }[] = [];

  async list(): Promise<readonly ProcessInfo[]> {
    return [...this.table.values()];
  }

  async find(pid: number): Promise<ProcessInfo | null> {
    return this.table.get(pid) ?? { pid, parent: 1, startTime: `t${pid}`, command: 'agent', marker: null };
  }

  /** What `cpuTime` answers, by pid; whoever is not named has used none. */
  readonly cpu = new Map<number, number>();
  /** How often it was asked. */
  cpuReads = 0;

  async cpuTime(pids: readonly number[]): Promise<ReadonlyMap<number, number>> {
    this.cpuReads += 1;
    return new Map(pids.map((pid) => [pid, this.cpu.get(pid) ?? 0]));
  }

  /** Who is in which folder. */
  readonly occupants = new Map<string, readonly ProcessInfo[]>();

  async inside(folders: readonly string[]): Promise<ReadonlyMap<string, readonly ProcessInfo[]>> {
    return new Map([...this.occupants].filter(([folder]) => folders.includes(folder)));
  }

  async signal(pid: number, startTime: string, signal: 'SIGTERM' | 'SIGKILL' | 'SIGHUP'): Promise<boolean> {
    const found = this.table.get(pid);
    if (found === undefined || found.startTime !== startTime) return false;
    this.signals.push({ pid, signal });
    if (found.ignores?.includes(signal) !== true) this.table.delete(pid);
    return true;
  }

  add(pid: number, more: Partial<ProcessInfo> & { ignores?: readonly string[] } = {}): void {
    this.table.set(pid, {
      pid,
      parent: 1,
      startTime: `t${pid}`,
      command: `agent ${pid}`,
      marker: null,
      ...more,
    });
  }
}
