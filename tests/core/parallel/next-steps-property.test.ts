import type { EventData, EventKind, TuttiEvent } from '@contract/events.ts';
import type { BatchItem } from '@contract/parallel.ts';
import { reduce } from '@contract/reduce.ts';
import { waitsFor } from '@contract/task-status.ts';
import type { Task } from '@contract/tasks.ts';
import { emptyView, type View } from '@contract/view.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstMeeting } from '../../../src-main/core/model/claims-meet.ts';
import { isTaken } from '../../../src-main/core/model/held-tasks.ts';
import { hireText } from '../../../src-main/core/model/parallel/hires.ts';
import { afterFailure, settle } from '../../../src-main/core/model/parallel/look-at-task.ts';
import { nextSteps } from '../../../src-main/core/model/parallel/next-steps.ts';
import type { Step } from '../../../src-main/core/model/parallel/steps.ts';

/** A world around the pure scheduler: a view folded of events, a clock, and spawns under way. */
class World {
  view: View = emptyView;
  now = 1000;
  readonly coming = new Set<string>();
  readonly refused = new Set<string>();
  #spawned = 0;

  tell<K extends EventKind>(kind: K, data: EventData<K>): void {
    const event = { seq: this.view.seq + 1, at: this.now, actor: { kind: 'tutti' }, run: 1, cause: null };
    this.view = reduce(this.view, { ...event, kind, data } as unknown as TuttiEvent);
  }

  get batch() {
    const [batch] = this.view.batches;
    if (batch === undefined) throw new Error('no batch');
    return batch;
  }

  get taken(): Task[] {
    return this.view.tasks.filter(isTaken);
  }

  spawn(task: string, text: string, state: 'starting' | 'ready'): void {
    const id = `spec_1_${++this.#spawned}`;
    const size = { cols: 80, rows: 24 };
    const place = { cwd: '/w', branch: null, size, scripted: false, profile: 'p' };
    this.tell('instance.spawned', { id, role: 'specialist', parent: null, task: text, ...place });
    if (state === 'ready') this.move(id, 'ready');
    this.coming.delete(task);
  }

  move(id: string, to: 'ready' | 'busy' | 'crashed' | 'terminated'): void {
    const from = this.view.instances[id]?.state ?? 'starting';
    this.tell('instance.changed', { id, from, to, witness: 'process', reason: to });
    if (to !== 'terminated') return;
    for (const { id: task, assignee } of this.taken)
      if (assignee === id) this.tell('task.reopened', { task, assignee, reason: 'it was terminated' });
  }

  take(step: Step): void {
    if (step.kind === 'finish') {
      this.tell('batch.finished', { batch: this.batch.id });
      return;
    }
    const task = this.view.tasks.find(({ id }) => id === step.task);
    const item = this.batch.items.find((one) => one.task === step.task);
    if (task === undefined || item === undefined) throw new Error(`no ${step.task}`);
    this.#do(step, task, item);
  }

  #do(step: Exclude<Step, { kind: 'finish' }>, task: Task, item: BatchItem): void {
    const on = { batch: this.batch.id, task: task.id };
    const of = { task: task.id, assignee: task.assignee };
    switch (step.kind) {
      case 'settle': {
        expect(item.outcome).toBeNull();
        const { outcome, reason } = step;
        if (step.failsTask) this.tell('task.failed', { ...of, reason });
        this.tell('batch.settled', { ...on, outcome, reason });
        break;
      }
      case 'retry': {
        expect(this.refused).not.toContain(task.id);
        const { waitMs, reason } = step;
        const retry = { retry: item.retries + 1, attempt: task.attempts, retryAt: this.now + waitMs, reason };
        this.tell('batch.retried', { ...on, ...retry });
        break;
      }
      case 'fail':
        this.tell('task.failed', { ...of, reason: step.reason });
        break;
      case 'remind':
        this.tell('batch.reminded', { ...on, assignee: step.assignee });
        break;
      case 'assign': {
        expect(waitsFor(this.view.tasks, task)).toEqual([]);
        expect(this.taken.map(({ assignee }) => assignee)).not.toContain(step.to);
        const given = { assignee: step.to, attempt: task.attempts + 1, message: null, reason: '' };
        this.tell('task.assigned', { task: task.id, ...given });
        break;
      }
      case 'spawn':
        expect(this.coming).not.toContain(task.id);
        this.coming.add(task.id);
        break;
      default:
        throw new Error(`an unknown step: ${JSON.stringify(step satisfies never)}`);
    }
  }

  /** Until nothing is to be done; what must always hold is looked at after each step. */
  carryOn(): number | null {
    for (let rounds = 0; rounds < 200; rounds += 1) {
      const senses = { now: this.now, seen: () => 0, coming: this.coming };
      const { steps, wakeAt } = nextSteps(this.view, this.batch, senses);
      for (const step of steps) {
        this.take(step);
        this.check();
      }
      if (steps.length === 0) return wakeAt;
    }
    throw new Error('it never comes to rest');
  }

  check(): void {
    const { limit, items, retries } = this.batch;
    const { taken } = this;
    expect(taken.length + this.coming.size).toBeLessThanOrEqual(limit);
    for (const [at, one] of taken.entries())
      for (const other of taken.slice(at + 1)) expect(firstMeeting(one.files, other.files)).toBeNull();
    for (const item of items) expect(item.retries).toBeLessThanOrEqual(retries);
  }
}

const worldOf = (
  tasks: readonly { files: string[]; after: number[] }[],
  limit: number,
  retries: number,
): World => {
  const world = new World();
  world.tell('run.started', { run: 1, title: 'a run' });
  for (const [at, { files, after }] of tasks.entries()) {
    const dependencies = [...new Set(after.filter((other) => other < at))].map(
      (other) => `task_${other + 1}`,
    );
    const rest = { instructions: '', part: null, estimate: null, priority: 'normal', by: 'person' } as const;
    world.tell('task.created', { task: `task_${at + 1}`, title: 't', files, dependencies, ...rest });
  }
  const items = tasks.map((_, at) => ({ task: `task_${at + 1}`, handled: 0 }));
  const terms = { by: 'person', parent: null, profile: 'p', model: null, patience: 10 };
  world.tell('batch.begun', { batch: 'batch_1', ...terms, limit, retries, tasks: items });
  return world;
};

const acts = ['come', 'refuse', 'complete', 'fail', 'crash', 'terminate', 'idle', 'wait', 'cancel'] as const;
type Act = { readonly what: (typeof acts)[number]; readonly which: number };

/** Something happens in the world: to one of those to whom it can. */
const happen = (world: World, { what, which }: Act): void => {
  const of = <T>(some: readonly T[]): T | undefined => some[which % Math.max(1, some.length)];
  const task = of(world.taken);
  const coming = of([...world.coming]);
  const instance = of(Object.values(world.view.instances).filter(({ state }) => state !== 'terminated'));
  if (what === 'wait') world.now += (which + 1) * 3_000;
  if (what === 'come' && coming !== undefined) {
    const hire = { batch: 'batch_1', task: coming, attempt: 1 };
    world.spawn(coming, hireText(hire, { title: 't' }), which % 2 === 0 ? 'ready' : 'starting');
  }
  if (what === 'refuse' && coming !== undefined) {
    world.coming.delete(coming);
    world.refused.add(coming);
    world.take(settle(coming, 'failed', 'refused', true));
  }
  if (what === 'idle' && instance !== undefined && instance.state !== 'crashed')
    world.move(instance.id, 'ready');
  if (what === 'crash' && instance !== undefined) world.move(instance.id, 'crashed');
  if (what === 'terminate' && instance !== undefined) world.move(instance.id, 'terminated');
  if (task === undefined) return;
  const { id, assignee } = task;
  if (what === 'complete')
    world.tell('task.completed', { task: id, assignee, result: { summary: '', commits: [], tests: [] } });
  if (what === 'fail') world.tell('task.failed', { task: id, assignee, reason: 'no' });
  if (what === 'cancel') world.tell('task.cancelled', { task: id, assignee, reason: 'no' });
};

/** Everything goes well from here: it must come to its end. */
const drain = (world: World): void => {
  for (let turn = 0; turn < 300 && world.batch.state === 'running'; turn += 1) {
    const wakeAt = world.carryOn();
    for (const what of ['come', 'complete'] as const) happen(world, { what, which: 0 });
    for (const { id, state } of Object.values(world.view.instances))
      if (state === 'starting' || state === 'busy') world.move(id, 'ready');
    if (world.taken.length === 0 && world.coming.size === 0 && wakeAt !== null) world.now = wakeAt;
  }
};

test('never more than the limit, dependencies first, files apart, at most so many retries, and an end for each', () => {
  const files = fc.array(fc.constantFrom('src', 'src/a.ts', 'src/b.ts', 'docs', 'docs/*.md'), {
    maxLength: 2,
  });
  const after = fc.array(fc.nat(7), { maxLength: 2 });
  const tasks = fc.array(fc.record({ files, after }), { minLength: 1, maxLength: 8 });
  const act = fc.record({ what: fc.constantFrom(...acts), which: fc.nat(5) });
  const check = fc.property(
    tasks,
    fc.integer({ min: 1, max: 4 }),
    fc.integer({ min: 0, max: 2 }),
    fc.array(act, { maxLength: 40 }),
    (made, limit, retries, happenings) => {
      const world = worldOf(made, limit, retries);
      world.carryOn();
      for (const one of happenings) {
        if (world.batch.state !== 'running') break;
        happen(world, one);
        world.carryOn();
        world.check();
      }
      drain(world);
      expect(world.batch.state).toBe('finished');
      for (const { outcome } of world.batch.items) expect(outcome).not.toBeNull();
      for (const id of world.refused)
        expect(world.batch.items.find(({ task }) => task === id)?.outcome).toBe('failed');
    },
  );
  fc.assert(check, { numRuns: 300 });
});

test('after a failure: tried again after 5 s, then 20 s, then no more', () => {
  const world = worldOf([{ files: [], after: [] }], 1, 2);
  const { batch } = world;
  const [item] = batch.items;
  if (item === undefined) throw new Error('no item');
  const kinds = [0, 1, 2].map((retries) => afterFailure(batch, { ...item, retries }, 'no', false));
  expect(kinds).toMatchObject([{ waitMs: 5000 }, { waitMs: 20_000 }, { kind: 'settle', outcome: 'failed' }]);
});
