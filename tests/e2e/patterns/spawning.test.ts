import { expect, test } from '../../support/pattern-crew.ts';

test('a spawn confirms understanding and ends ready', async ({ crew }) => {
  const id = await crew.spawn('specialist', { task: 'Write the parser.' });
  const [instance] = await crew.state(id, 'ready');
  expect(instance).toMatchObject({ reason: 'confirmed its role and task', incarnation: 1 });
  const changes = await crew.events(['instance.changed']);
  expect(changes.map(({ data }) => data.to)).toEqual(['confirming', 'ready']);
  expect(changes.at(-1)).toMatchObject({ data: { witness: 'tool' }, actor: { kind: 'instance', id } });
});

test('an agent that echoes the question is not ready', async ({ crew }) => {
  // Its screen would pass for ready at once, if that were enough: it shows the nonce, and all that was said of it.
  const profile = crew.script('echoes', ['echo'], {
    prompt: { first: 'paste' },
    signs: { ready: ['confirm'] },
    confirm: { seconds: 1 },
  });
  const id = await crew.spawn('specialist', { profile, task: 'Write the parser.' });
  await crew.shown(id, 'Write the parser.');
  const { TUTTI_NONCE: nonce = '' } = crew.world.environmentOf(await crew.pid(id));
  await crew.shown(id, nonce);
  const [instance] = await crew.state(id, 'stalled');
  expect(instance?.reason).toMatch(/no confirmation within 1 s/);
  expect(await crew.screen(id)).toContain('you have not confirmed yet');
  const states = (await crew.events(['instance.changed'])).map(({ data }) => data.to);
  expect(states).toEqual(['confirming', 'stalled']);
  // It is told what it was told all along; a guess of its own does not help either.
  expect(await crew.as(id).call('confirm', { nonce: `${nonce} ready` })).toMatchObject({
    error: { code: 'not_confirmed', field: 'nonce' },
  });
  await crew.as(id).must('confirm', { nonce });
  await crew.state(id, 'ready');
});
