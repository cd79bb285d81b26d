import type { PullRequestPlace, PushWish } from '@contract/publish-commands.ts';
import type { GhState, Published, PullRequest, Remote } from '@contract/publishing.ts';
import type { Result } from '@contract/result.ts';

/** Where a branch stood at a remote when it was last seen, against a commit here. */
export interface SeenThere {
  readonly tip: string;
  readonly ahead: number;
  readonly behind: number;
}

export type Pushed = Pick<Published, 'upToDate' | 'says' | 'link'>;

/** The way out of this machine. Only `push` and `openPullRequest` reach a remote, and nothing of either is forced. */
export interface Publisher {
  /** In the order in which git names them; `origin` first. Error: `git_failed`. */
  remotes(): Promise<Result<readonly Remote[]>>;
  /** Null: no branch of that name was seen there. Error: `git_failed`. */
  seen(remote: string, as: string, tip: string): Promise<Result<SeenThere | null>>;
  /** The branch that the remote had checked out when it was cloned; null: not known. Error: `git_failed`. */
  defaultBranch(remote: string): Promise<Result<string | null>>;
  /** Whether `gh` is there, and logged in at a host (which it asks). */
  gh(host: string): Promise<{ readonly state: GhState; readonly says: string }>;
  /** Errors: `wrong_state` (it has commits there that it lacks here), `git_failed` (no access, no network, a hook, or ended by `signal`), `timeout`. */
  push(wish: PushWish, signal: AbortSignal): Promise<Result<Pushed>>;
  /** By `gh`. `existing`: there was one already. Errors: `git_failed`, `timeout`. */
  openPullRequest(
    place: PullRequestPlace,
    words: Pick<PullRequest, 'title' | 'body' | 'draft'>,
    signal: AbortSignal,
  ): Promise<Result<{ readonly url: string; readonly existing: boolean }>>;
}
