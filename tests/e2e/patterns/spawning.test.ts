import { expect, test } from '../../support/pattern-crew.ts';

test('a spawn confirms understanding and ends ready', async ({ crew }) => {
  const id = await crew.spawn('specialist', { task: 'Write the parser.' });
  const [instance] = await crew.state(id, 'ready');
  expect(instance).toMatchObject({ reason: 'confirmed its role and task', incarnation: 1 });
  const changes = await crew.events(['instance.changed']);
  expect(changes.map(({ data }) => data.to)).toEqual(['confirming', 'ready']);
  expect(changes.at(-1)).toMatchObject({ data: { witness: 'tool' }, actor: { kind: 'instance', id } });
});
