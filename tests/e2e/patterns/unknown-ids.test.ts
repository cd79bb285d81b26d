import { expect, test } from '../../support/pattern-crew.ts';
import {
  allIdFields,
  somePart,
  unknownIdCalls,
  unknownName,
  withoutPlaces,
} from '../../support/unknown-ids.ts';

test('unknown ids: every tool that takes one says which field is wrong, and nothing changes', async ({
  crew,
}) => {
  expect(allIdFields.filter((name) => !(name in unknownIdCalls))).toEqual([]);
  await crew.spawn('executive');
  await crew.spawn('specialist', { parent: 'exec_1' });
  await crew.state(['exec_1', 'spec_1_1'], 'ready');
  const me = crew.as('exec_1');
  await me.must('planProject', { goal: 'Log in', parts: [somePart] });
  await me.must('createTasks', { tasks: [{ title: 'One' }] });
  const { seq } = await crew.view();
  for (const [name, args] of Object.entries(unknownIdCalls)) {
    const [tool = '', field = ''] = name.split(' ');
    const answer = await me.call(tool, args);
    if (answer.ok) throw new Error(`${name} was taken`);
    const { code, message, remedy } = answer.error;
    expect.soft(withoutPlaces(answer.error.field), name).toBe(field);
    expect.soft(['not_found', 'bad_input', 'profile_unknown'], name).toContain(code);
    expect.soft(message, name).toMatch(unknownName);
    expect.soft(remedy, name).not.toBe('');
  }
  for (const name of allIdFields.filter((one) => !one.includes('.'))) {
    const [tool = '', field = ''] = name.split(' ');
    const written = unknownIdCalls[name]?.[field];
    const answer = await me.call(tool, {
      ...unknownIdCalls[name],
      [field]: Array.isArray(written) ? ['no id'] : 'no id',
    });
    expect.soft(answer, name).toMatchObject({ ok: false, error: { code: 'bad_input' } });
    if (!answer.ok) expect.soft(withoutPlaces(answer.error.field), name).toBe(field);
  }
  expect((await crew.events(undefined, seq)).filter(({ actor }) => actor.kind === 'instance')).toEqual([]);
});
