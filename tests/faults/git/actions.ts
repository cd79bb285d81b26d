import { gitBranches } from '../../../src-main/adapters/git/branches/git-branches.ts';
import { gitCommits } from '../../../src-main/adapters/git/commits/git-commits.ts';
import type { Branches } from '../../../src-main/core/ports/branches.ts';

/** What is done to a repository, in a process that is killed meanwhile and then once more in one that is not. */
export interface Deed {
  readonly name: 'merge' | 'undo' | 'save' | 'scratch' | 'commit';
  readonly root: string;
  readonly stateFolder: string;
  readonly before: string;
  readonly side: string;
}

const got = <T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

const merge = async (port: Branches, { before, side }: Deed): Promise<string> => {
  const attempt = got(await port.tryMerge({ into: before, from: side, strategy: 'merge', message: 'm' }));
  if (attempt.kind !== 'merged') return attempt.kind;
  return got(await port.advance({ branch: 'main', from: before, to: attempt.commit, why: 'm' })).kind;
};

const scratch = async (port: Branches, { before, side }: Deed): Promise<string> => {
  const place = port.scratch('resolve');
  const open = got(await place.mergeWithMarkers({ into: before, from: side }));
  const files = open.files.map(({ path }) => ({ path, how: 'theirs' as const }));
  return got(await place.finishMerge({ files, strategy: 'merge', message: 'm' })).kind;
};

const commit = async (env: Record<string, string | undefined>, deed: Deed): Promise<string> => {
  const port = gitCommits({ root: deed.root, stateFolder: deed.stateFolder, env });
  const made = await port.commitWork({
    ...{ worktree: deed.root, branch: 'main', message: 'c', trailers: [], refuse: () => null },
    // The person's own hooks alone: there are none.
    ...{ hooks: { folder: `${deed.root}/.git/hooks`, env: {} }, hookMs: 60_000 },
  });
  return got(made).kind;
};

export const act = async (env: Record<string, string | undefined>, deed: Deed): Promise<string> => {
  const port = gitBranches({ root: deed.root, stateFolder: deed.stateFolder, env });
  if (deed.name === 'commit') return commit(env, deed);
  if (deed.name === 'merge') return merge(port, deed);
  if (deed.name === 'scratch') return scratch(port, deed);
  if (deed.name === 'undo') {
    const undone = await port.undo({
      branch: 'main',
      before: deed.before,
      after: deed.side,
      message: 'back',
    });
    return got(undone).kind;
  }
  const saved = await port.saveWork({ worktree: deed.root, ref: 'refs/tutti/saved/x', message: 'saved' });
  return got(saved) === null ? 'nothing' : 'saved';
};
