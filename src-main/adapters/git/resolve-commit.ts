import { ok, type Result } from '@contract/result.ts';
import type { Git } from './run-git.ts';

/** git's exit codes for a name that means nothing. */
export const unknownName = [0, 1, 128];

/** What can be nothing but itself. */
const isPlain = (name: string): boolean =>
  name === 'HEAD' || name.startsWith('refs/') || /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(name);

const verified = async (git: Git, name: string): Promise<Result<string | null>> => {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`];
  const found = await git(args, { accept: unknownName });
  if (!found.ok) return found;
  return ok(found.value.code === 0 ? found.value.stdout.trim() : null);
};

/** The commit that a name means; null: none. A branch comes first: of a branch and a tag of one name git itself takes the tag. */
export const resolveCommit = async (git: Git, name: string): Promise<Result<string | null>> => {
  const branch = isPlain(name) ? ok(null) : await verified(git, `refs/heads/${name}`);
  return !branch.ok || branch.value !== null ? branch : verified(git, name);
};
