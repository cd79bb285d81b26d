import type { Instance } from '@contract/instances.ts';
import { commitWords } from '@contract/measure.ts';
import { percentages, progressOfOne, progressOfRun } from '@contract/progress.ts';
import { expect, test } from 'vitest';
import { instance } from '../../hosts/cli/sample-rows.ts';

const now = 1_000_000;
const min = 60_000;
const todos = (done: number, active: number, open: number): Instance['todos'] => [
  ...Array.from({ length: done }, () => ({ text: 'd', status: 'done' as const })),
  ...Array.from({ length: active }, () => ({ text: 'a', status: 'active' as const })),
  ...Array.from({ length: open }, () => ({ text: 'o', status: 'open' as const })),
];
const one = (id: string, parent: string | null, more: Partial<Instance> = {}): Instance =>
  instance(id, parent, { state: 'busy', since: now - min, spawnedAt: now - 12 * min, ...more });

const own = (more: Partial<Instance>, tasks: { assignee: string | null; state: string }[] = []) =>
  progressOfOne({ instances: [one('spec_1', null, more)], tasks, now }, 'spec_1')?.instance.own;

test('steps of a to-do list, with the rest estimated from those done', () => {
  expect(own({ todos: todos(6, 1, 3) })).toEqual({
    total: 10,
    done: 6,
    inProgress: 1,
    pending: 3,
    percent: 60,
    lastSign: now - min,
    commits: { count: 0, last: null },
    estimate: { ms: 8 * min, basis: 'from 6 of 10 steps done in 12 min' },
  });
});

test('tasks go before a to-do list: what it names are steps of theirs', () => {
  const tasks = ['done', 'running', 'ready', 'failed', 'cancelled'].map((state) => ({
    assignee: 'spec_1',
    state,
  }));
  expect(own({ todos: todos(9, 0, 0) }, tasks)).toMatchObject({
    total: 4,
    done: 1,
    inProgress: 1,
    pending: 2,
    percent: 25,
    estimate: { ms: 36 * min, basis: 'from 1 of 4 steps done in 12 min' },
  });
});

const worked = (count: number, at: number): Pick<Instance, 'work'> => ({
  work: {
    tip: 'a'.repeat(40),
    changed: 0,
    commits: count,
    lastCommit: { hash: 'a'.repeat(40), subject: 'x', at },
    trouble: null,
  },
});

test('commits are a sign of life and are named, and nothing is reckoned from them', () => {
  expect(own({ ...worked(4, now - 20_000) })).toMatchObject({
    percent: null,
    done: 0,
    lastSign: now - 20_000,
    commits: { count: 4, last: now - 20_000 },
    estimate: { ms: null, basis: 'nobody has told how far it is, with 4 commits' },
  });
  expect(own({ todos: todos(6, 1, 3), ...worked(1, now - 3 * min) })).toMatchObject({
    percent: 60,
    lastSign: now - min,
    estimate: { ms: 8 * min, basis: 'from 6 of 10 steps done in 12 min, with 1 commit' },
  });
});

test('a commit that its author dates in the future is no sign of life', () => {
  expect(own({ ...worked(1, now + min) })).toMatchObject({ lastSign: now - min });
});

test('a subtree has the commits of all in it, ended ones too', () => {
  const instances = [
    one('mgr_1', null, worked(1, now - 2 * min)),
    one('spec_1_1', 'mgr_1', { ...worked(3, now - min), state: 'terminated' }),
  ];
  const all = progressOfRun(run, { instances, now });
  expect(all.progress.commits).toEqual({ count: 4, last: now - min });
  expect(all.hierarchy[0]?.subtree.commits).toEqual({ count: 4, last: now - min });
  expect(commitWords(all.progress.commits, now)).toBe('4 commits, the last 1 min ago');
});

test('a percentage that it reported', () => {
  expect(own({ progress: { percent: 40, summary: 'half', at: now - 5000 } })).toMatchObject({
    total: 1,
    done: 0,
    inProgress: 1,
    percent: 40,
    lastSign: now - 5000,
    estimate: { ms: 18 * min, basis: 'from 40 % of 1 step done in 12 min' },
  });
});

test.each<[Partial<Instance>, { percent: number | null; estimate: { ms: number | null; basis: string } }]>([
  [{}, { percent: null, estimate: { ms: null, basis: 'nobody has told how far it is' } }],
  [{ todos: todos(0, 1, 3) }, { percent: 0, estimate: { ms: null, basis: 'no step is done yet' } }],
  [
    { todos: todos(1, 0, 1), state: 'ready' },
    { percent: 50, estimate: { ms: null, basis: 'nobody is at work' } },
  ],
  [
    { todos: todos(1, 0, 1), state: 'blocked' },
    { percent: 50, estimate: { ms: null, basis: 'it is blocked' } },
  ],
  [{ state: 'done' }, { percent: 100, estimate: { ms: 0, basis: 'it is done' } }],
  [
    { todos: todos(1, 1, 1), state: 'done' },
    { percent: 100, estimate: { ms: 0, basis: 'all 3 steps are done' } },
  ],
  [
    { todos: todos(0, 1, 1), state: 'terminated' },
    { percent: null, estimate: { ms: null, basis: 'there is nothing to do' } },
  ],
  [
    { todos: todos(2, 0, 1), state: 'terminated' },
    { percent: 100, estimate: { ms: 0, basis: 'all 2 steps are done' } },
  ],
])('no estimate without a basis: %j', (more, expected) => {
  expect(own(more)).toMatchObject(expected);
});

test('nothing is shown as whole before it is', () => {
  expect(own({ todos: todos(999, 1, 0) })?.percent).toBe(99);
  expect(own({ progress: { percent: 99.9, summary: '', at: 1 } })?.percent).toBe(99);
});

const team = [
  one('exec_1', null, { state: 'ready' }),
  one('mgr_1_1', 'exec_1', { todos: todos(1, 0, 1) }),
  one('spec_1_1_1', 'mgr_1_1', { state: 'done' }),
  one('spec_1_1_2', 'mgr_1_1', { state: 'blocked', blocker: 'no key' }),
  one('spec_1_2', 'exec_1', { state: 'crashed' }),
];
const run = { run: 1, title: 'x', startedAt: 0, endedAt: null };

test('a run: by role, summed up, and as a tree', () => {
  const signs = new Map([
    ['spec_1_1_1', now - 500],
    ['mgr_1_1', now - 100],
  ]);
  const all = progressOfRun(run, { instances: team, signs, now });
  expect(all.summary).toEqual({ total: 5, active: 2, completed: 1, blocked: 1, errors: 1 });
  expect(all.instances.specialist.map(({ id }) => id)).toEqual(['spec_1_1_1', 'spec_1_1_2', 'spec_1_2']);
  expect(all.progress).toMatchObject({
    total: 6,
    done: 2,
    inProgress: 2,
    pending: 2,
    percent: 33,
    lastSign: now - 100,
  });
  expect(all.hierarchy).toMatchObject([
    {
      id: 'exec_1',
      children: [
        {
          id: 'mgr_1_1',
          subtree: { total: 4, done: 2, percent: 50, lastSign: now - 100 },
          children: [
            { id: 'spec_1_1_1' },
            { id: 'spec_1_1_2', subtree: { estimate: { basis: 'it is blocked' } } },
          ],
        },
        { id: 'spec_1_2', children: [] },
      ],
    },
  ]);
  expect(all.instances.manager[0]?.own).toMatchObject({ lastSign: now - 100 });
});

test('tasks of nobody are the run’s', () => {
  const tasks = [
    { assignee: null, state: 'ready' },
    { assignee: null, state: 'cancelled' },
  ];
  expect(progressOfRun(run, { instances: [], tasks, now }).progress).toMatchObject({ total: 1, pending: 1 });
});

test('one whose parent is not among them stands at the root', () => {
  const part = progressOfRun(run, { instances: team.slice(1), now });
  expect(part.hierarchy.map(({ id }) => id)).toEqual(['mgr_1_1', 'spec_1_2']);
});

test('a sign of life is never in the future', () => {
  const all = progressOfRun(run, { instances: team, signs: new Map([['exec_1', now + 5]]), now });
  expect(all.instances.executive[0]?.own.lastSign).toBe(now);
});

test('what Tutti saw to is no sign of life: that it stalled, or was ended', () => {
  const stalled = own({
    state: 'stalled',
    witness: 'process',
    since: now,
    progress: { percent: 1, summary: '', at: 7 },
  });
  expect(stalled?.lastSign).toBe(now - 12 * min);
});

test('what is drawn as bars', () => {
  const { whole, byId } = percentages({
    instances: Object.fromEntries(team.map((member) => [member.id, member])),
    tasks: [],
  });
  expect(whole).toBe(33);
  expect(byId.get('mgr_1_1')).toBe(50);
  expect(byId.get('spec_1_2')).toBe(null);
});
