import { done, eventually, expect, test } from '../../support/pattern-crew.ts';

test('a spawn that the person refuses reaches the agent with the reason', async ({ crew }) => {
  await crew.settings({ approval: 'all' });
  const [, manager = ''] = await crew.hire({ managers: 1 });
  const asking = crew
    .as(manager)
    .call('spawn', { role: 'specialist', task: 'Write the parser', profile: 'rehearsal' });
  const [wish] = await eventually('the person is asked', async () => {
    const all = done(await crew.client.call('approvals.list', {}));
    return all.length > 0 && all;
  });
  expect(wish).toMatchObject({ by: manager, role: 'specialist', parent: manager, task: 'Write the parser' });
  const decision = { wish: wish?.wish ?? '', yes: false, reason: 'one parser is enough' };
  done(await crew.client.call('approvals.decide', decision));
  const answer = await asking;
  expect(answer).toMatchObject({ ok: false, error: { code: 'refused' } });
  expect(answer.ok ? '' : answer.error.message).toContain('one parser is enough');
  expect(await crew.event('approval.settled')).toMatchObject({
    data: { wish: wish?.wish, spawned: null, reason: expect.stringContaining('one parser is enough') },
    actor: { kind: 'person' },
  });
  expect(Object.keys((await crew.view()).instances)).toEqual(['exec_1', manager]);
  expect(done(await crew.client.call('approvals.list', {}))).toEqual([]);

  // The next wish is asked anew; a yes grants it.
  const again = crew.as(manager).call<{ id: string }>('spawn', {
    role: 'specialist',
    task: 'Write the tests',
    profile: 'rehearsal',
  });
  const next = await eventually('the person is asked again', async () => {
    const [asked] = done(await crew.client.call('approvals.list', {}));
    return asked?.wish;
  });
  done(await crew.client.call('approvals.decide', { wish: next, yes: true }));
  const granted = await again;
  expect(granted.ok).toBe(true);
  await crew.state(['spec_1_1_1'], 'ready');
});
