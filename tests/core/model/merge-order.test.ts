import type { Merge } from '@contract/merges.ts';
import type { Task } from '@contract/tasks.ts';
import { expect, test } from 'vitest';
import { nextMerges } from '../../../src-main/core/model/merge-order.ts';
import { merge } from '../../hosts/cli/sample-rows.ts';

const target = 'tutti/1/mgr_1_1';

/** The n-th that was asked for: the work of `spec_1_1_<of>` into the manager's branch, unless something else is said. */
const asked = (n: number, of: number, more: Partial<Merge> = {}): Merge =>
  merge({
    ...{ id: `merge_${n}`, of: `spec_1_1_${of}`, source: `tutti/1/spec_1_1_${of}`, target },
    ...{ state: 'queued', askedAt: n, since: n, files: [], conflicts: 0, ...more },
  });

/** `task_<n>`, which `spec_1_1_<of>` has; null: nobody. */
const task = (n: number, of: number | null, ...needs: number[]): Task => ({
  ...{ id: `task_${n}`, run: 1, title: `task ${n}`, instructions: '', files: [], part: null, estimate: null },
  ...{ dependencies: needs.map((one) => `task_${one}`), priority: 'normal', state: 'done', reason: '' },
  ...{ assignee: of === null ? null : `spec_1_1_${of}`, attempts: 1, message: null, result: null },
  ...{ commits: [], uncommitted: null, accepted: null, createdBy: 'person', createdAt: 1 },
  ...{ startedAt: null, since: 1 },
});

const order = (merges: Merge[], tasks: Task[] = [], limit = 10): string[] =>
  nextMerges({ merges, tasks }, target, limit).map(({ id }) => id);

test('the oldest goes first, as many as go together', () => {
  const merges = [asked(1, 3), asked(2, 1), asked(3, 2)];
  expect(order(merges)).toEqual(['merge_1', 'merge_2', 'merge_3']);
  expect(order(merges, [], 2)).toEqual(['merge_1', 'merge_2']);
  expect(order([asked(1, 1, { state: 'merged' }), asked(2, 2), asked(3, 3, { target: 'main' })])).toEqual([
    'merge_2',
  ]);
});

test('work that its task depends on goes before it, however late that was asked for', () => {
  const tasks = [task(1, 1, 2), task(2, 2)];
  expect(order([asked(1, 1), asked(2, 2), asked(3, 3)], tasks)).toEqual(['merge_2', 'merge_3']);
  expect(order([asked(1, 1), asked(2, 2, { state: 'merged' })], tasks)).toEqual(['merge_1']);
});

test('also by way of tasks of others, and of one that nobody has', () => {
  const tasks = [task(1, 1, 2), task(2, null, 3), task(3, 3)];
  expect(order([asked(1, 1), asked(2, 3)], tasks)).toEqual(['merge_2']);
});

test('what it depends on holds it up while that is in conflict or under way, and no longer when it has failed', () => {
  const tasks = [task(1, 1, 2), task(2, 2)];
  const beside = (state: Merge['state']) => order([asked(1, 1), asked(2, 2, { state })], tasks);
  expect(beside('conflicted')).toEqual([]);
  expect(beside('checking')).toEqual([]);
  expect(beside('failed')).toEqual(['merge_1']);
  expect(beside('cancelled')).toEqual(['merge_1']);
});

test('a branch waits for what is still to be merged into it', () => {
  const own = asked(1, 1, { of: 'mgr_1_1', source: target, target: 'tutti/1/exec_1' });
  const next = (merges: Merge[]) =>
    nextMerges({ merges, tasks: [] }, 'tutti/1/exec_1', 10).map(({ id }) => id);
  expect(next([own, asked(2, 1)])).toEqual([]);
  expect(next([own, asked(2, 1, { state: 'merged' })])).toEqual(['merge_1']);
});

test('what waits for a checkout or a lock lets others pass, and has its turn after them', () => {
  expect(order([asked(1, 1, { state: 'waiting' }), asked(2, 2)])).toEqual(['merge_2', 'merge_1']);
});

test('of those that need each other the oldest goes ahead alone', () => {
  const tasks = [task(1, 1, 2), task(2, 2), task(3, 2, 4), task(4, 1)];
  expect(order([asked(1, 1), asked(2, 2)], tasks)).toEqual(['merge_1']);
});
