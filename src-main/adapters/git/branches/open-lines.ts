import { ok, type Result } from '@contract/result.ts';
import type { Ground } from './ground.ts';

/** Lines by which a worktree differs from its commit; new files, which git does not know, have none. */
export const openLines = async (
  ground: Ground,
  worktree: string,
): Promise<Result<{ insertions: number; deletions: number }>> => {
  const args = ['-c', 'core.fsmonitor=false', 'diff', '--no-ext-diff', '--no-textconv', '--numstat', 'HEAD'];
  const counted = await ground.gitAt(worktree)(args);
  if (!counted.ok) return counted;
  let [insertions, deletions] = [0, 0];
  for (const line of counted.value.stdout.split('\n')) {
    const [added = '', gone = ''] = line.split('\t');
    // `-`: a binary file.
    insertions += Number.parseInt(added, 10) || 0;
    deletions += Number.parseInt(gone, 10) || 0;
  }
  return ok({ insertions, deletions });
};
