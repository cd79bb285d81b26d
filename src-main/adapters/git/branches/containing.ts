import { ok, type Result } from '@contract/result.ts';
import { type Ground, hashes, noCommit } from './ground.ts';

/** The refs that hold a commit, so that git does not throw it away. */
export const containing = async (
  ground: Ground,
  commit: string,
  prefix: string,
): Promise<Result<string[]>> => {
  const given = hashes(commit);
  if (!given.ok) return given;
  const listed = await ground.git(['for-each-ref', '--format=%(refname)', `--contains=${commit}`, prefix]);
  if (!listed.ok)
    return /no such commit|malformed object name/.test(listed.error.details ?? '')
      ? noCommit(commit)
      : listed;
  return ok(listed.value.stdout.split('\n').filter((line) => line !== ''));
};
