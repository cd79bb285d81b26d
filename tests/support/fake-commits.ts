import { ok, type Result } from '@contract/result.ts';
import type { CommitRules } from '../../src-main/core/model/leaks/commit-rules.ts';
import type { CommitOutcome, WorkCommits, WorkToCommit } from '../../src-main/core/ports/work-commits.ts';

/** Commits as the test says that they come out. */
export class FakeCommits implements WorkCommits {
  readonly rules: CommitRules[] = [];
  /** What was to be committed, in order. */
  readonly asked: WorkToCommit[] = [];
  /** What comes of the next ones; then there is nothing to commit. */
  readonly outcomes: Result<CommitOutcome>[] = [];
  /** Commits that branches stand on, by branch and trailer. */
  readonly tips = new Map<string, { readonly commit: string; readonly files: number }>();
  /** Called while a commit is made. */
  meanwhile: () => void | Promise<void> = () => undefined;

  async writeRules(rules: CommitRules): Promise<Result<void>> {
    this.rules.push(rules);
    return ok(undefined);
  }

  async commitWork(of: WorkToCommit): Promise<Result<CommitOutcome>> {
    this.asked.push(of);
    await this.meanwhile();
    const words = of.refuse(['src/a.ts']);
    if (words !== null) return ok({ kind: 'refused', by: 'locks', words });
    return this.outcomes.shift() ?? ok({ kind: 'nothing' });
  }

  async tipWith(branch: string, { key, value }: { key: string; value: string }) {
    return ok(this.tips.get(`${branch} ${key}: ${value}`) ?? null);
  }
}
