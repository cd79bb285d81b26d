import { ok } from '@contract/result.ts';
import { expect, test } from 'vitest';
import { TargetWatch } from '../../../src-main/core/coordination/merges/target-watch.ts';
import type { Crew } from '../../../src-main/core/hierarchy/crew.ts';
import { ManualClock, settle } from '../../support/manual-clock.ts';

/** A target whose checkout is in the way, and a git that answers when it is let. */
const waiting = () => {
  const clock = new ManualClock();
  const answers: (() => void)[] = [];
  const checkedOut = async () => {
    await new Promise<void>((resolve) => answers.push(resolve));
    return ok([{ worktree: '/checkout', busy: 'rebase', away: false }]);
  };
  const worktrees = { uncommitted: async () => ok(1) };
  const crew = {
    stopped: false,
    ledger: { view: { merges: [{ target: 'main', state: 'waiting' }] } },
    ports: { clock, branches: { checkedOut }, worktrees, log: { error: () => undefined } },
  };
  // Only what a watch asks of it.
  const watch = new TargetWatch(crew as unknown as Crew, () => undefined);
  return { clock, answers, watch };
};

test('a target that is followed anew while git is asked is looked at by one only, and by nobody once it is let go', async () => {
  const { clock, answers, watch } = waiting();
  watch.follow('main');
  for (let round = 0; round < 5; round += 1) {
    await clock.advance(3_000);
    watch.follow('main');
    for (const answer of answers.splice(0)) answer();
    await settle();
  }
  expect(clock.pending).toBe(1);
  await clock.advance(3_000);
  watch.stop();
  for (const answer of answers.splice(0)) answer();
  await settle();
  expect(clock.pending).toBe(0);
});
