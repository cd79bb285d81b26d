import { expect, test } from 'vitest';
import { tools } from '../../../src-main/adapters/mcp/tools.ts';
import { refusedToManager, refusedToSpecialist } from '../../support/refused-calls.ts';
import { hooked, openStage } from '../../support/stage.ts';

test.each([
  ['specialist', 'spec_1_1_1', refusedToSpecialist],
  ['manager', 'mgr_1_1', refusedToManager],
])('each call that is not a %s’s to make is an event and changes nothing', async (_role, id, attempts) => {
  const profile = 'rehearsal';
  const stage = await openStage([{ ...hooked, name: profile }]);
  await stage.must('instances.spawn', { profile, role: 'executive', confirm: false });
  for (const at of [1, 2]) {
    const parent = `mgr_1_${at}`;
    await stage.must('instances.spawn', { profile, role: 'manager', parent: 'exec_1', confirm: false });
    await stage.must('instances.spawn', { profile, role: 'specialist', parent, confirm: false });
  }
  const before = await stage.must('view.get', {});
  for (const [name, args] of attempts) {
    const verb = tools.find((tool) => tool.name === name)?.verb;
    if (verb === undefined) throw new Error(`no tool ${name}`);
    const { seq } = stage.store.view();
    const answer = await stage.call(verb, args as never, stage.as(id));
    expect(answer, name).toMatchObject({ ok: false, error: { code: 'refused' } });
    expect(stage.store.events({ after: seq, limit: 10, newest: false }), name).toMatchObject([
      { kind: 'call.refused', actor: { kind: 'instance', id }, data: { verb } },
    ]);
  }
  const after = await stage.must('view.get', {});
  expect({ ...after, seq: 0 }).toEqual({ ...before, seq: 0 });
});
