import { expect, test } from 'vitest';
import type { Branches } from '../../../src-main/core/ports/branches.ts';
import type { Stage } from '../../support/stage.ts';
import { manager, mergeOf, mergeStage, setCheck, states, work } from './merge-stage.ts';

const spec = (at: number): string => `spec_1_1_${at}`;

/** Does something while git is at work: before the `nth` answer of one verb comes. */
const whileAsked = <Verb extends 'tip' | 'tryMerge' | 'keepAll' | 'keep'>(
  stage: Stage,
  verb: Verb,
  during: () => Promise<unknown>,
  nth = 1,
): void => {
  const real = stage.branches[verb] as (...args: unknown[]) => Promise<unknown>;
  let asked = 0;
  const slow = async (...args: unknown[]): Promise<unknown> => {
    const answer = await real(...args);
    asked += 1;
    if (asked === nth) await during();
    return answer;
  };
  Object.assign(stage.branches, { [verb]: slow as unknown as Branches[Verb] });
};

const cancel =
  (stage: Stage, merge = 'merge_1') =>
  () =>
    stage.must('merges.cancel', { merge });

test.each([
  ['is tried', 'tryMerge', ''],
  ['is tried, before its check', 'tryMerge', 'build'],
  ['is kept, before its target moves', 'keepAll', ''],
  ['is asked where its target stands', 'tip', ''],
] as const)(
  'one that is cancelled while it %s stays cancelled, and its target where it was',
  async (_when, verb, check) => {
    const stage = await mergeStage(1);
    if (check !== '') await setCheck(stage, check);
    work(stage, spec(1), { 'a.ts': 'a' });
    whileAsked(stage, verb, cancel(stage));
    await stage.must('merges.request', { id: spec(1) });
    expect(await states(stage)).toEqual(['merge_1 cancelled']);
    expect(stage.branches.filesOf(manager)).toEqual({ 'README.md': 'start' });
  },
);

test('one that is cancelled while git finds its conflict is not told to conflict', async () => {
  const stage = await mergeStage(1);
  work(stage, spec(1), { 'a.ts': 'one' });
  stage.branches.commit(manager, { 'a.ts': 'two' });
  whileAsked(stage, 'tryMerge', cancel(stage));
  await stage.must('merges.request', { id: spec(1) });
  expect(await states(stage)).toEqual(['merge_1 cancelled']);
});

test('one that is cancelled while git’s memory resolves it is not brought back by that', async () => {
  const stage = await mergeStage(1);
  work(stage, spec(1), { 'a.ts': 'one' });
  stage.branches.commit(manager, { 'a.ts': 'two' });
  await stage.must('merges.request', { id: spec(1) });
  expect(await states(stage)).toEqual(['merge_1 conflicted']);
  const files = [{ path: 'a.ts', how: 'text' as const, text: 'both' }];
  await stage.must('merges.resolve', { merge: 'merge_1', files });
  whileAsked(stage, 'keep', cancel(stage));
  await stage.must('merges.retry', { merge: 'merge_1' });
  expect(await states(stage)).toEqual(['merge_1 cancelled']);
});

test('one that is cancelled beside others leaves these to land', async () => {
  const stage = await mergeStage(2);
  work(stage, spec(1), { 'a.ts': 'a' });
  work(stage, spec(2), { 'b.ts': 'b' });
  whileAsked(stage, 'keepAll', cancel(stage));
  await Promise.all([1, 2].map((at) => stage.must('merges.request', { id: spec(at) })));
  expect(await states(stage)).toEqual(['merge_1 cancelled', 'merge_2 merged']);
  expect(stage.branches.filesOf(manager)).toEqual({ 'README.md': 'start', 'b.ts': 'b' });
});

test('a batch is checked by the command that it began with, whatever is set meanwhile', async () => {
  const stage = await mergeStage(1);
  await setCheck(stage, 'build');
  work(stage, spec(1), { 'a.ts': 'a', build: 'broken' });
  whileAsked(stage, 'tryMerge', () => setCheck(stage, ''));
  await stage.must('merges.request', { id: spec(1) });
  expect(await states(stage)).toEqual(['merge_1 failed']);
  expect(await mergeOf(stage, 'merge_1')).toMatchObject({ check: { command: 'build', outcome: 'failed' } });
});
