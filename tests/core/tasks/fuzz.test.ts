import { waitsFor } from '@contract/task-status.ts';
import { verbs } from '@contract/verbs.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findCycle } from '../../../src-main/core/model/work-order.ts';
import type { Stage } from '../../support/stage.ts';
import { type TaskVerb, taskCalls } from './arbitrary-calls.ts';
import { openTeam } from './task-stage.ts';

const callers = ['exec_1', 'mgr_1_1', 'mgr_1_2', 'spec_1_1_1', 'spec_1_1_2', 'spec_1_2_1'];

/** What holds of tasks whatever was called. */
const expectSound = async (stage: Stage): Promise<void> => {
  const view = await stage.must('view.get', {});
  expect(stage.store.view()).toStrictEqual(view);
  expect(findCycle(new Map(view.tasks.map(({ id, dependencies }) => [id, dependencies])))).toBeNull();
  for (const task of view.tasks) {
    const taken = task.state === 'assigned' || task.state === 'running';
    if (taken) expect(task.assignee).not.toBeNull();
    if (task.state === 'open') expect(task.assignee).toBeNull();
    if (task.state === 'done') expect(task.result).not.toBeNull();
    if (task.state === 'assigned') expect(view.messages.flat().map(({ id }) => id)).toContain(task.message);
    if (task.part !== null) expect(view.plan?.parts.map(({ name }) => name)).toContain(task.part);
    expect(waitsFor(view.tasks, task).every((id) => view.tasks.some((other) => other.id === id))).toBe(true);
  }
};

test('whatever is called by whom, the answer is a result or a named mistake, and tasks stay sound', async () => {
  const step = fc.record({ by: fc.constantFrom(...callers, 'person'), call: taskCalls });
  const succeeded = new Set<TaskVerb>();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40, size: 'max' }), async (steps) => {
      const stage = await openTeam();
      for (const { by, call } of steps) {
        const [verb, input] = call;
        const parsed = verbs[verb].input.safeParse(input);
        const seq = stage.store.view().seq;
        if (!parsed.success) {
          for (const issue of parsed.error.issues) expect(issue.message).not.toBe('');
          continue;
        }
        const answer = await stage.call(
          verb as TaskVerb,
          input as never,
          by === 'person' ? undefined : stage.as(by),
        );
        if (answer.ok) {
          verbs[verb].output.parse(answer.value);
          succeeded.add(verb);
          continue;
        }
        expect(answer.error.code).not.toBe('internal');
        expect(answer.error.remedy).not.toBe('');
        // Nothing is half done: a refusal is the only event that a call which failed may leave.
        const left = stage.store.events({ after: seq, limit: 10, newest: false }).map(({ kind }) => kind);
        expect(
          left.filter(
            (kind) => kind.startsWith('task.') || kind.startsWith('plan.') || kind === 'message.stored',
          ),
        ).toEqual([]);
      }
      await expectSound(stage);
    }),
    { numRuns: 25 },
  );
  // It was no test of refusals alone.
  expect(succeeded).toContain('tasks.create');
  expect(succeeded.size).toBeGreaterThan(3);
}, 120_000);
