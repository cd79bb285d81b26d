import { byPriority, priorities } from '@contract/priority.ts';
import { shownTask, statusOf } from '@contract/task-status.ts';
import { type Task, taskStates } from '@contract/tasks.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstMeeting } from '../../../src-main/core/model/claims-meet.ts';
import { splitWork } from '../../../src-main/core/model/split-work.ts';
import { spreadTasks } from '../../../src-main/core/model/spread-tasks.ts';
import { allBefore, findCycle, inOrder } from '../../../src-main/core/model/work-order.ts';

const claim = fc.constantFrom(
  'src',
  'src/a.ts',
  'src/*.ts',
  'src/b/c.ts',
  'SRC/A.ts',
  'docs/**',
  'docs/x.md',
  'README.md',
  'tests/{a,b}',
);

/** Tasks by number; each waits for any others, so that there are circles too. */
const anyGraph = fc.array(fc.array(fc.nat({ max: 11 }), { maxLength: 4 }), { minLength: 1, maxLength: 12 });
const named = (graph: readonly (readonly number[])[]): Map<string, string[]> =>
  new Map(graph.map((waits, at) => [`task_${at + 1}`, waits.map((other) => `task_${other + 1}`)]));

/** Tasks that wait for earlier ones alone: no circles. Their order is shuffled by the numbers. */
const tasks = fc
  .array(
    fc.record({
      files: fc.array(claim, { maxLength: 3 }),
      priority: fc.constantFrom(...priorities),
      waits: fc.array(fc.nat({ max: 20 }), { maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 14 },
  )
  .map((all) =>
    all.map(({ waits, ...task }, at) => ({
      ...task,
      id: `task_${at + 1}`,
      dependencies: waits.filter((other) => other < at).map((other) => `task_${other + 1}`),
    })),
  );

test('a circle is found where there is one, and is one', () => {
  fc.assert(
    fc.property(anyGraph, (graph) => {
      const waiting = named(graph);
      const cycle = findCycle(waiting);
      const inCircle = [...waiting.keys()].some((name) => allBefore(waiting, name).has(name));
      expect(cycle !== null).toBe(inCircle);
      for (const [at, name] of (cycle ?? []).entries()) {
        expect(waiting.get(name)).toContain(cycle?.[(at + 1) % cycle.length]);
      }
    }),
  );
});

test('a chain of two thousand is walked without running out of stack', () => {
  const chain = new Map(Array.from({ length: 2000 }, (_, at) => [`task_${at}`, [`task_${at + 1}`]]));
  expect(findCycle(chain)).toBeNull();
  expect(allBefore(chain, 'task_0').size).toBe(2000);
});

test('an order has everything once, after what it waits for', () => {
  fc.assert(
    fc.property(tasks, (all) => {
      const waiting = new Map(all.map(({ id, dependencies }) => [id, dependencies]));
      const order = inOrder(all, waiting, (a, b) => byPriority(a.priority, b.priority)).map(({ id }) => id);
      expect([...order].sort()).toEqual(all.map(({ id }) => id).sort());
      for (const { id, dependencies } of all)
        for (const other of dependencies) expect(order.indexOf(other)).toBeLessThan(order.indexOf(id));
    }),
  );
});

test('no two groups touch the same file, and groups wait for each other as their tasks do', () => {
  fc.assert(
    fc.property(tasks, fc.nat({ max: 3 }), (all, left) => {
      // Some tasks are not split: the others may wait for each other through them.
      const work = all.filter((_, at) => left === 0 || at % 4 !== left);
      const waiting = new Map(all.map(({ id, dependencies }) => [id, dependencies]));
      const groups = splitWork(work, waiting);
      expect(groups.flatMap((group) => group.tasks).sort()).toEqual(work.map(({ id }) => id).sort());
      expect(groups.map(({ group }) => group)).toEqual(groups.map((_, at) => at + 1));
      const homeOf = (id: string): number => groups.find((group) => group.tasks.includes(id))?.group ?? 0;
      for (const [at, one] of groups.entries()) {
        expect(one.reason).not.toBe('');
        for (const earlier of one.after) expect(earlier).toBeLessThan(one.group);
        for (const other of groups.slice(at + 1)) expect(firstMeeting(one.files, other.files)).toBeNull();
        for (const id of one.tasks) {
          for (const needed of [...allBefore(waiting, id)].filter((need) => homeOf(need) !== 0)) {
            if (homeOf(needed) === one.group)
              expect(one.tasks.indexOf(needed)).toBeLessThan(one.tasks.indexOf(id));
            else expect(one.after).toContain(homeOf(needed));
          }
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('the reason of a group names what brought it together', () => {
  const work = (id: string, ...files: string[]) => ({ id, files, priority: 'normal' as const });
  const split = (...some: ReturnType<typeof work>[]) =>
    splitWork(some, new Map()).map(({ tasks: ids, reason }) => [ids, reason]);
  expect(
    split(work('task_1', 'src/a.ts'), work('task_2', 'src'), work('task_3', 'docs'), work('task_4')),
  ).toEqual([
    [['task_1', 'task_2'], 'src/a.ts of task_1 meets src of task_2'],
    [['task_3'], 'nothing else touches its files'],
    [['task_4'], 'it names no files, so nothing tells whether it touches those of others'],
  ]);
  const circle = splitWork(
    [work('task_1', 'a'), work('task_2', 'b'), work('task_3', 'a')],
    new Map([
      ['task_2', ['task_1']],
      ['task_3', ['task_2']],
    ]),
  );
  expect(circle).toMatchObject([{ tasks: ['task_1', 'task_2', 'task_3'], after: [] }]);
  expect(circle[0]?.reason).toContain('wait for each other by turns');
});

const stored = (over: Partial<Task> & Pick<Task, 'id'>): Task => ({
  run: 1,
  title: over.id,
  commits: [],
  uncommitted: null,
  instructions: '',
  files: [],
  dependencies: [],
  part: null,
  estimate: null,
  priority: 'normal',
  state: 'open',
  reason: '',
  assignee: null,
  attempts: 0,
  message: null,
  result: null,
  accepted: null,
  createdBy: 'person',
  createdAt: 0,
  startedAt: null,
  since: 0,
  ...over,
});

test('what follows for a task is what a plain reading of its dependencies says', () => {
  const graph = fc.array(
    fc.record({
      state: fc.constantFrom(...taskStates),
      waits: fc.array(fc.nat({ max: 9 }), { maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 9 },
  );
  fc.assert(
    fc.property(graph, (all) => {
      const made = all.map(({ state, waits }, at) =>
        stored({ id: `task_${at + 1}`, state, dependencies: waits.map((other) => `task_${other + 1}`) }),
      );
      const stateOf = new Map(made.map(({ id, state }) => [id, state]));
      for (const task of made) {
        const waits = task.dependencies.filter((id) => stateOf.get(id) !== 'done');
        const expected = task.state !== 'open' ? task.state : waits.length > 0 ? 'planned' : 'ready';
        expect(statusOf(made, task)).toBe(expected);
        const broken = waits.filter((id) => stateOf.get(id) === 'failed' || stateOf.get(id) === 'cancelled');
        const { stuckOn, reason } = shownTask(made, task);
        expect(stuckOn).toEqual(task.state === 'open' ? broken : []);
        for (const id of stuckOn) expect(reason).toContain(id);
      }
    }),
  );
});

test('tasks that touch the same files go to one instance, everything is given or left with a reason', () => {
  const people = ['spec_1_1_1', 'spec_1_1_2', 'spec_1_1_3'];
  const holder = fc.constantFrom(null, ...people, 'spec_9_9_9');
  const work = fc.array(fc.record({ files: fc.array(claim, { maxLength: 2 }), holder }), { maxLength: 12 });
  fc.assert(
    fc.property(
      work,
      fc.constantFrom('round-robin' as const, 'least-loaded' as const),
      fc.nat({ max: 5 }),
      (all, by, before) => {
        const made = all.map(({ files, holder: has }, at) =>
          stored({ id: `task_${at + 1}`, files, state: has === null ? 'open' : 'running', assignee: has }),
        );
        const ready = made.filter(({ state }) => state === 'open');
        const held = made.filter(({ state }) => state !== 'open');
        const { given, left } = spreadTasks({ tasks: ready, held, to: people, by, before });
        expect([...given, ...left].map(({ task }) => task).sort()).toEqual(ready.map(({ id }) => id).sort());
        for (const { reason } of left) expect(reason).toContain('is at work on');
        const filesOf = (id: string): string[] => made.find((task) => task.id === id)?.files ?? [];
        for (const one of given) {
          const others = [
            ...given.map(({ task, to }) => ({ id: task, to })),
            ...held.map(({ id, assignee }) => ({ id, to: assignee })),
          ];
          for (const other of others) {
            if (firstMeeting(filesOf(one.task), filesOf(other.id)) !== null) expect(one.to).toBe(other.to);
          }
        }
      },
    ),
    { numRuns: 200 },
  );
});

test('rounds go on where they stood, loads are evened out', () => {
  const ready = Array.from({ length: 4 }, (_, at) => stored({ id: `task_${at + 1}`, files: [`f${at}`] }));
  const to = ['spec_1_1_1', 'spec_1_1_2'];
  const round = spreadTasks({ tasks: ready, held: [], to, by: 'round-robin', before: 1 });
  expect(round.given.map((one) => one.to)).toEqual(['spec_1_1_2', 'spec_1_1_1', 'spec_1_1_2', 'spec_1_1_1']);
  const held = [
    stored({ id: 'task_9', state: 'running', assignee: 'spec_1_1_1' }),
    stored({ id: 'task_8', state: 'assigned', assignee: 'spec_1_1_1' }),
  ];
  const least = spreadTasks({ tasks: ready, held, to, by: 'least-loaded', before: 0 });
  expect(least.given.map((one) => one.to)).toEqual(['spec_1_1_2', 'spec_1_1_2', 'spec_1_1_1', 'spec_1_1_2']);
});
