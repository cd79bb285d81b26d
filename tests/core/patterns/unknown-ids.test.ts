import { expect, test } from 'vitest';
import { tools } from '../../../src-main/adapters/mcp/tools.ts';
import { hooked, openStage } from '../../support/stage.ts';
import {
  allIdFields,
  somePart,
  unknownIdCalls,
  unknownName,
  withoutPlaces,
} from '../../support/unknown-ids.ts';

test('every field with an id is looked at', () => {
  expect(allIdFields.filter((name) => !(name in unknownIdCalls))).toEqual([]);
  expect(allIdFields.length).toBeGreaterThan(25);
});

test('an id that there is not is named with its field, and nothing changes', async () => {
  const profile = 'rehearsal';
  const stage = await openStage([{ ...hooked, name: profile }]);
  await stage.must('instances.spawn', { profile, role: 'executive', confirm: false });
  await stage.must('instances.spawn', { profile, role: 'specialist', parent: 'exec_1', confirm: false });
  const me = stage.as('exec_1');
  await stage.must('plan.make', { goal: 'Log in', parts: [somePart] }, me);
  await stage.must('tasks.create', { tasks: [{ title: 'One' }] }, me);
  const { seq } = stage.store.view();
  for (const [name, args] of Object.entries(unknownIdCalls)) {
    const [toolName = '', field = ''] = name.split(' ');
    const verb = tools.find((tool) => tool.name === toolName)?.verb;
    if (verb === undefined) throw new Error(`no tool ${toolName}`);
    const answer = await stage.call(verb, args as never, me);
    if (answer.ok) throw new Error(`${name} was taken`);
    expect.soft(withoutPlaces(answer.error.field), name).toBe(field);
    expect.soft(answer.error.message, name).toMatch(unknownName);
    expect.soft(answer.error.remedy, name).not.toBe('');
  }
  expect(stage.store.events({ after: seq, limit: 10, newest: false })).toEqual([]);
});
