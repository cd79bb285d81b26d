import type { GhState, Remote } from '@contract/publishing.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { Publisher, Pushed, SeenThere } from '../../src-main/core/ports/publisher.ts';

/** Remotes that a test sets up; what is pushed is noted. */
export class FakePublisher implements Publisher {
  remotesThere: Remote[] = [];
  readonly defaults = new Map<string, string>();
  /** By `<remote>/<branch>`. */
  readonly seenAt = new Map<string, SeenThere>();
  ghThere: { readonly state: GhState; readonly says: string } = { state: 'ready', says: '' };
  readonly pushed: string[] = [];
  readonly opened: unknown[] = [];
  /** What the next pushes and pull requests answer, where they are not simply done. */
  pushAnswer: Result<Pushed> = ok({ upToDate: false, says: '', link: null });
  openAnswer: Result<{ url: string; existing: boolean }> = ok({
    url: 'https://github.com/ada/orders/pull/7',
    existing: false,
  });
  /** A push hangs until it is cancelled. */
  hangs = false;

  readonly remotes: Publisher['remotes'] = async () => ok(this.remotesThere);
  readonly seen: Publisher['seen'] = async (remote, as) => ok(this.seenAt.get(`${remote}/${as}`) ?? null);
  readonly defaultBranch: Publisher['defaultBranch'] = async (remote) =>
    ok(this.defaults.get(remote) ?? null);
  readonly gh: Publisher['gh'] = async () => this.ghThere;

  readonly push: Publisher['push'] = async ({ remote, tip, as }, signal) => {
    if (this.hangs)
      return new Promise((resolve) =>
        signal.addEventListener('abort', () =>
          resolve(fail('git_failed', 'The push was cancelled.', 'Publish it again when you wish.')),
        ),
      );
    if (this.pushAnswer.ok) this.pushed.push(`${remote} ${tip} ${as}`);
    return this.pushAnswer;
  };

  readonly openPullRequest: Publisher['openPullRequest'] = async (place, words) => {
    this.opened.push({ ...place, ...words });
    return this.openAnswer;
  };
}

export const gitHubRemote = (name = 'origin', path = 'ada/orders'): Remote => ({
  ...{ name, urls: [`git@github.com:${path}.git`], host: 'github.com', path },
});
