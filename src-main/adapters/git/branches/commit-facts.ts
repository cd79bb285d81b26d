import { ok, type Result } from '@contract/result.ts';
import { resolveCommit, unknownName } from '../resolve-commit.ts';
import { type Ground, noCommit } from './ground.ts';

export const commitOf = ({ git }: Ground, name: string): Promise<Result<string | null>> =>
  resolveCommit(git, name);

export const knownCommit = async (ground: Ground, name: string): Promise<Result<string>> => {
  const found = await commitOf(ground, name);
  if (!found.ok) return found;
  return found.value === null ? noCommit(name) : ok(found.value);
};

export const tipOf = (ground: Ground, branch: string) => commitOf(ground, `refs/heads/${branch}`);

/** Where branches stand, all asked of one process. */
export const tipsOf = async (
  { git }: Ground,
  branches: readonly string[],
): Promise<Result<Map<string, string | null>>> => {
  if (branches.length === 0) return ok(new Map());
  const input = `${branches.map((branch) => `refs/heads/${branch}`).join('\n')}\n`;
  const asked = await git(['cat-file', '--batch-check=%(objectname) %(objecttype)'], { input });
  if (!asked.ok) return asked;
  const lines = asked.value.stdout.split('\n');
  return ok(
    new Map(
      branches.map((branch, at) => {
        const [hash = '', type] = (lines[at] ?? '').split(' ');
        return [branch, type === 'commit' ? hash : null];
      }),
    ),
  );
};

/** Error: `not_found`. */
export const treeOf = async ({ git, facts }: Ground, commit: string): Promise<Result<string>> => {
  const known = facts.treeOf(commit);
  if (known !== undefined) return ok(known);
  const found = await git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${commit}^{tree}`], {
    accept: unknownName,
  });
  if (!found.ok) return found;
  if (found.value.code !== 0) return noCommit(commit);
  const tree = found.value.stdout.trim();
  facts.noteTree(commit, tree);
  return ok(tree);
};

/** Whether one commit is the other or lies below it. Error: `not_found`. */
export const contains = async (
  { git, facts }: Ground,
  later: string,
  earlier: string,
): Promise<Result<boolean>> => {
  if (later === earlier || facts.contains(later, earlier)) return ok(true);
  const asked = await git(['merge-base', '--is-ancestor', earlier, later], { accept: unknownName });
  if (!asked.ok) return asked;
  if (asked.value.code === 128) return noCommit(`${earlier} or ${later}`);
  if (asked.value.code === 0) facts.noteContains(later, earlier);
  return ok(asked.value.code === 0);
};
