import { ok, type Result } from '@contract/result.ts';
import type { Trailer } from '../../../core/ports/branch-merges.ts';
import { type Ground, quiet } from '../branches/ground.ts';

export interface FoundCommit {
  readonly commit: string;
  readonly files: number;
}

/** The commit that the branch stands on, if it has the trailer. A branch that is gone has none. */
export const tipWith = async (
  ground: Ground,
  branch: string,
  { key, value }: Trailer,
): Promise<Result<FoundCommit | null>> => {
  const format = `--format=%H%x00%(trailers:key=${key},valueonly,unfold)%x00`;
  const log = await ground.git(
    [...quiet, 'log', '-1', '-z', '--name-only', '--no-renames', format, `refs/heads/${branch}`, '--'],
    { accept: [0, 128] },
  );
  if (!log.ok) return log;
  const [commit = '', values = '', ...paths] = log.value.stdout.split('\0');
  if (commit === '' || !values.split('\n').includes(value)) return ok(null);
  return ok({ commit, files: paths.filter((path) => path.trim() !== '').length });
};
