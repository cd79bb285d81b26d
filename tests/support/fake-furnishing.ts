import type { MergeCheck } from '@contract/merges.ts';
import { ok, type Result } from '@contract/result.ts';
import type { Checks, CheckWish } from '../../src-main/core/ports/checks.ts';
import type { Furnished, FurnishWish } from '../../src-main/core/ports/worktrees.ts';

/** A set-up command that runs until it is told how it ends, or is called off. */
interface Running {
  readonly wish: CheckWish;
  end(outcome: MergeCheck['outcome'], output?: string): void;
}

/** What worktrees get, as the test says. */
export class FakeFurnishing {
  /** Worktrees that were furnished, with what was asked for. */
  readonly asked: { readonly worktree: string; readonly wish: FurnishWish }[] = [];
  readonly running: Running[] = [];
  answer: Result<Furnished> = ok({ copied: 0, linked: 0, notes: [] });

  async furnish(worktree: string, wish: FurnishWish): Promise<Result<Furnished>> {
    this.asked.push({ worktree, wish });
    return this.answer;
  }

  /** Set-ups run here, other checks as they did. */
  checksBeside(others: Checks): Checks {
    return { run: (wish) => (wish.env?.TUTTI_SETUP === undefined ? others.run(wish) : this.#run(wish)) };
  }

  #run(wish: CheckWish): Promise<MergeCheck> {
    return new Promise((resolve) => {
      const end: Running['end'] = (outcome, output = '') =>
        resolve({ command: wish.command, outcome, output, ms: 1 });
      if (wish.signal.aborted) end('not-started');
      wish.signal.addEventListener('abort', () => end('not-started'));
      this.running.push({ wish, end });
    });
  }
}
