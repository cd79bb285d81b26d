import { expect, test } from 'vitest';
import { settle } from '../../support/manual-clock.ts';
import type { Stage } from '../../support/stage.ts';
import { branchOf, conflictStage, mergeStage, setCheck, states, work } from '../merges/merge-stage.ts';

const spec = 'spec_1_1_1';
const name = `1/${spec}`;
const dayMs = 24 * 3_600_000;

const quiet = async (): Promise<void> => {
  for (let turns = 0; turns < 20; turns += 1) await settle();
};

/** Refs and branches that have a commit. */
const holders = async (stage: Stage, commit: string): Promise<readonly string[]> => {
  const found = await stage.branches.containing(commit, 'refs/');
  return found.ok ? found.value : [];
};

/** What had the commits of its branch: another branch, and what was kept of it as the clean-up began. */
const loseTheOthers = (stage: Stage): void => {
  stage.branches.delete('elsewhere');
  stage.branches.delete(`refs/tutti/work/${name}/1`);
};

/** A specialist that has ended, with a commit of its own. */
const ended = async (): Promise<{ stage: Stage; tip: string }> => {
  const stage = await mergeStage(1);
  const tip = work(stage, spec, { 'a.ts': 'a' });
  await stage.must('instances.terminate', { id: spec });
  await quiet();
  return { stage, tip };
};

test('of two branches with the same commits that two windows take away at once, the commits stay kept', async () => {
  const { stage, tip } = await ended();
  const other = 'tutti/1/spec_1_1_9';
  stage.branches.begin(other, branchOf(spec));
  const answers = await Promise.all([name, other].map((each) => stage.must('work.clean', { names: [each] })));
  expect(answers.flat().map(({ gone }) => gone)).toEqual([true, true]);
  expect(await holders(stage, tip)).toEqual([name, '1/spec_1_1_9'].map((of) => `refs/tutti/work/${of}/1`));
});

test('kept work is not dropped for a branch that is being taken away for it', async () => {
  const { stage, tip } = await ended();
  await stage.must('work.clean', { names: [name], save: true });
  await stage.must('work.bringBack', { work: `${name}/1` });
  const back = `tutti/1/${spec}-kept-1`;
  // The day comes on which it is looked at while the worktree is being removed.
  stage.branches.worktrees.set(`1/${spec}-kept-1`, back);
  stage.branches.beforeRemove = async () => {
    await stage.clock.advance(40 * dayMs);
    await quiet();
  };
  const answer = await stage.must('work.clean', { names: [`1/${spec}-kept-1`] });
  await quiet();
  expect(answer).toMatchObject([{ gone: true }]);
  expect(await holders(stage, tip)).toEqual([`refs/tutti/work/${name}/1`]);
});

test('a branch stays when what had its commits went while its worktree was removed, also for the next host', async () => {
  const { stage, tip } = await ended();
  stage.branches.begin('elsewhere', branchOf(spec));
  stage.branches.beforeRemove = () => loseTheOthers(stage);
  const [answer] = await stage.must('work.clean', { names: [name] });
  expect(answer).toMatchObject({ gone: false, reason: expect.stringContaining('nothing else has') });
  expect(await holders(stage, tip)).toEqual([`refs/heads/${branchOf(spec)}`]);
});

test('what a host had begun to take away stays when nothing else has it by the next', async () => {
  const { stage, tip } = await ended();
  stage.branches.begin('elsewhere', branchOf(spec));
  stage.branches.beforeRemove = () => new Promise<never>(() => undefined);
  void stage.call('work.clean', { names: [name] });
  await quiet();
  loseTheOthers(stage);
  stage.branches.beforeRemove = () => undefined;
  const next = await stage.reborn();
  await quiet();
  expect(await holders(next, tip)).toEqual([`refs/heads/${branchOf(spec)}`]);
  expect(next.store.cleanUps()).toEqual([]);
});

test('a resolution, which goes when its merge is called off, does not count for the branch that it has', async () => {
  const stage = await conflictStage();
  await setCheck(stage, 'a.ts');
  const files = ['a.ts', 'b.ts'].map((path) => ({ path, how: 'text' as const, text: 'broken' }));
  await stage.must('merges.resolve', { merge: 'merge_2', files, finish: true });
  expect(await states(stage)).toEqual(['merge_1 merged', 'merge_2 failed']);
  await stage.must('instances.terminate', { id: 'spec_1_1_2' });
  await quiet();
  const [answer] = await stage.must('work.clean', { names: ['1/spec_1_1_2'] });
  expect(answer).toMatchObject({ gone: false });
});

test('two that keep something of one instance at once keep both', async () => {
  const { stage } = await ended();
  const copy = `tutti/1/${spec}-kept-7`;
  stage.branches.begin(copy, branchOf(spec));
  const second = stage.branches.commit(copy, { 'c.ts': 'c' });
  const first = stage.branches.commit(branchOf(spec), { 'b.ts': 'b' });
  await Promise.all([name, copy].map((each) => stage.must('work.clean', { names: [each], save: true })));
  expect(await holders(stage, first)).toHaveLength(1);
  expect(await holders(stage, second)).toHaveLength(1);
});

test('a place that is asked for while it is being taken away is there afterwards', async () => {
  const { stage } = await ended();
  await stage.must('work.clean', { names: [name], save: true });
  const copy = `1/${spec}-kept-1`;
  // What an earlier spawn has left, which did not come to its end.
  const left = '1/spec_1_1_2';
  stage.branches.begin(branchOf('spec_1_1_2'), branchOf('mgr_1_1'));
  stage.branches.worktrees.set(left, branchOf('spec_1_1_2'));
  await stage.must('work.bringBack', { work: `${name}/1` });
  const asked = [
    () => stage.must('work.bringBack', { work: `${name}/1` }),
    () =>
      stage.must('instances.spawn', {
        ...{ profile: 'hooked', role: 'specialist', parent: 'mgr_1_1', confirm: false },
      }),
  ];
  for (const [at, place] of [copy, left].entries()) {
    let done: Promise<unknown> | undefined;
    stage.branches.beforeRemove = async () => {
      done = asked[at]?.();
      await settle();
    };
    expect(await stage.must('work.clean', { names: [place] })).toMatchObject([{ gone: true }]);
    await done;
    expect(stage.branches.worktrees.has(place)).toBe(true);
  }
});
