import { tools } from '../../../src-main/adapters/mcp/tools.ts';
import { expect, type PatternCrew, test } from '../../support/pattern-crew.ts';
import { type Attempt, refusedToManager, refusedToSpecialist } from '../../support/refused-calls.ts';

const verbOf = (name: string): string => tools.find((tool) => tool.name === name)?.verb ?? '';

/** All that a refused call could have changed. */
const whatStands = async (crew: PatternCrew) => {
  const { instances, messages, tasks, locks, plan, batches, shutdown } = await crew.view();
  return { instances, messages, tasks, locks, plan, batches, shutdown };
};

/** Each is refused, says so in an event with its caller, and changes nothing else. */
const expectRefused = async (crew: PatternCrew, id: string, attempts: readonly Attempt[]): Promise<void> => {
  const before = await whatStands(crew);
  const { seq } = await crew.view();
  const told: string[] = [];
  for (const [tool, args] of attempts) {
    const answer = await crew.as(id).call(tool, args);
    if (answer.ok) throw new Error(`${id} may ${tool} ${JSON.stringify(args)}`);
    expect.soft(answer.error.code, `${id} ${tool} ${JSON.stringify(args)}`).toBe('refused');
    expect.soft(answer.error.remedy).not.toBe('');
    told.push(answer.error.message);
  }
  const events = (await crew.events(undefined, seq)).filter(({ actor }) => actor.kind === 'instance');
  expect(events).toMatchObject(
    attempts.map(([tool], at) => ({
      kind: 'call.refused',
      actor: { kind: 'instance', id },
      data: { verb: verbOf(tool), code: 'refused', reason: told[at] },
    })),
  );
  expect(await whatStands(crew)).toEqual(before);
};

test('role refusals: a specialist may not spawn, terminate or write to a cousin', async ({ crew }) => {
  await crew.hire({ managers: 2, specialists: 1 });
  const me = 'spec_1_1_1';
  await expectRefused(crew, me, refusedToSpecialist);
  const offered = await crew.as(me).offered();
  for (const tool of ['spawn', 'terminate', 'restart', 'shutdown', 'planProject', 'createTasks'])
    expect(offered).not.toContain(tool);
});

test('role refusals: a manager may do nothing outside its subtree', async ({ crew }) => {
  await crew.hire({ managers: 2, specialists: 1 });
  await expectRefused(crew, 'mgr_1_1', refusedToManager);
  expect(await crew.as('mgr_1_1').offered()).not.toContain('planProject');
  // What is its own it may.
  await crew.as('mgr_1_1').must('sendMessage', { to: 'spec_1_1_1', text: '/echo mine' });
  await crew.as('mgr_1_1').must('terminate', { id: 'spec_1_1_1' });
});
