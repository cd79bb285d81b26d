import { ok, type Result } from '@contract/result.ts';
import type { Publisher, SeenThere } from '../../../core/ports/publisher.ts';
import type { GitEnvironment } from '../git-environment.ts';
import { type Git, gitIn } from '../run-git.ts';
import { ghState, openPullRequest } from './gh.ts';
import { listRemotes } from './list-remotes.ts';
import { type PublishTimes, push, usualTimes } from './push.ts';

/** By what the last fetch or push has noted of it here. */
const seenThere = async (git: Git, ref: string, tip: string): Promise<Result<SeenThere | null>> => {
  const found = await git(['rev-parse', '--verify', '--quiet', `${ref}^{commit}`], { accept: [0, 1, 128] });
  if (!found.ok) return found;
  if (found.value.code !== 0) return ok(null);
  const there = found.value.stdout.trim();
  const counted = await git(['rev-list', '--left-right', '--count', `${tip}...${there}`]);
  if (!counted.ok) return counted;
  const [ahead = 0, behind = 0] = counted.value.stdout.trim().split('\t').map(Number);
  return ok({ tip: there, ahead, behind });
};

const headOf = async (git: Git, remote: string): Promise<Result<string | null>> => {
  const prefix = `refs/remotes/${remote}/`;
  const found = await git(['symbolic-ref', '--quiet', `${prefix}HEAD`], { accept: [0, 1, 128] });
  if (!found.ok) return found;
  const name = found.value.stdout.trim();
  return ok(found.value.code === 0 && name.startsWith(prefix) ? name.slice(prefix.length) : null);
};

/** By the git and the `gh` of this machine. `root`: the repository's top level, where both run. */
export const gitPublisher = (of: {
  readonly root: string;
  readonly env: GitEnvironment;
  readonly limits?: PublishTimes;
}): Publisher => {
  const ground = { root: of.root, env: of.env, limits: of.limits ?? usualTimes };
  const git = gitIn(of.env, of.root);
  return {
    remotes: () => listRemotes(git),
    seen: (remote, as, tip) => seenThere(git, `refs/remotes/${remote}/${as}`, tip),
    defaultBranch: (remote) => headOf(git, remote),
    gh: (host) => ghState(ground, host),
    push: (wish, signal) => push(ground, wish, signal),
    openPullRequest: (place, words, signal) => openPullRequest(ground, place, words, signal),
  };
};
