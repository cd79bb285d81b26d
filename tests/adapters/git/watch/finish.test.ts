import { fail } from '@contract/result.ts';
import { expect, test, vi } from 'vitest';
import type { Git } from '../../../../src-main/adapters/git/run-git.ts';
import { WatchedWorktree } from '../../../../src-main/adapters/git/watch/watched-worktree.ts';

test('the last look at a worktree is the only one at that time, so that nothing is told twice', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  try {
    let looks = 0;
    const gates: (() => void)[] = [];
    const turn = async <T>(work: () => Promise<T>): Promise<T> => {
      looks += 1;
      await new Promise<void>((resolve) => gates.push(resolve));
      return work();
    };
    // One that is in trouble plans to look again.
    const git: Git = async () => fail('git_failed', 'It is gone.', 'Put it back.');
    const listener = { looked: () => undefined, troubled: () => undefined };
    const watched = new WatchedWorktree('/nowhere', null, git, listener, turn);
    await vi.advanceTimersByTimeAsync(1);
    expect(looks).toBe(1);
    const finished = watched.finish();
    gates[0]?.();
    await vi.advanceTimersByTimeAsync(1);
    expect(looks).toBe(2);
    // The last one is still under way.
    await vi.advanceTimersByTimeAsync(60_000);
    expect(looks).toBe(2);
    gates[1]?.();
    await finished;
  } finally {
    vi.useRealTimers();
  }
});
