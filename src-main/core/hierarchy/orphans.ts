import { fail, ok, type Result } from '@contract/result.ts';
import type { Orphan } from '@contract/view.ts';
import { reportOrphans } from './crash.ts';
import type { Crew } from './crew.ts';
import { endProcesses } from './end-processes.ts';

/** Ends an orphan and what descends from it. A pid that now belongs to another process is left alone. */
export const endOrphan = async (crew: Crew, pid: number): Promise<Result<Orphan[]>> => {
  const orphan = crew.ledger.view.orphans.find((other) => other.pid === pid);
  if (orphan === undefined) {
    return fail(
      'not_found',
      `no orphan with process id ${pid}`,
      'It has ended already, or was never found.',
      {
        field: 'pid',
      },
    );
  }
  // No marker begins with a NUL: only the tree of the process itself is meant.
  const left = await endProcesses(crew.ports, [{ root: orphan, marker: '\0' }]);
  if (left.length > 0) {
    return fail(
      'timeout',
      `process ${pid} does not end`,
      'Look at it with: ps -fp PID. It may hang in the system.',
    );
  }
  await reportOrphans(crew);
  return ok([...crew.ledger.view.orphans]);
};
