import type { Processes } from '../../core/ports/processes.ts';
import type { ProcessTable } from './platform.ts';
import { linuxProcesses } from './platform-linux.ts';
import { macosProcesses } from './platform-macos.ts';

/** 0 and negative numbers mean whole groups to kill(2), and 1 is the system itself. */
const isSomeProcess = (pid: number): boolean => Number.isInteger(pid) && pid > 1;

const isGone = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ESRCH';

const tableOf = (platform: NodeJS.Platform): ProcessTable =>
  platform === 'darwin' ? macosProcesses() : linuxProcesses();

/** The system's process table, read when asked. */
export const systemProcesses = (table: ProcessTable = tableOf(process.platform)): Processes => ({
  list: () => table.list(),
  find: async (pid) => (isSomeProcess(pid) || pid === 1 ? table.find(pid) : null),
  cpuTime: (pids) => table.cpuTime(pids.filter(isSomeProcess)),
  inside: (folders) => (folders.length === 0 ? Promise.resolve(new Map()) : table.inside(folders)),
  signal: async (pid, startTime, signal) => {
    if (!isSomeProcess(pid)) return false;
    // Looked at and signalled in one go, with no await in between: the pid can hardly change hands.
    if (table.startTimeNow(pid) !== startTime) return false;
    try {
      process.kill(pid, signal);
      return true;
    } catch (error) {
      if (isGone(error)) return false;
      throw error;
    }
  },
});
