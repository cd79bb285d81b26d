import { expect, test } from 'vitest';
import { hooked, openStage } from '../../support/stage.ts';

const executive = { profile: 'hooked', role: 'executive' } as const;

test('an instance is ready once it has answered its nonce, and not before', async () => {
  const stage = await openStage();
  const spawned = await stage.must('instances.spawn', { ...executive, task: 'lead' });
  expect(spawned).toMatchObject({
    id: 'exec_1',
    state: 'confirming',
    parent: null,
    task: 'lead',
    incarnation: 1,
  });

  stage.terminals.say('exec_1', `my nonce is ${stage.env('exec_1').TUTTI_NONCE}, I am ready`);
  expect((await stage.must('view.get', {})).instances.exec_1?.state).toBe('confirming');

  const wrong = await stage.call('instances.confirm', { nonce: 'guess' }, stage.as('exec_1'));
  expect(wrong).toMatchObject({ ok: false, error: { code: 'not_confirmed', field: 'nonce' } });

  const nonce = stage.env('exec_1').TUTTI_NONCE ?? '';
  const otherRole = await stage.call('instances.confirm', { nonce, role: 'manager' }, stage.as('exec_1'));
  expect(otherRole).toMatchObject({ ok: false, error: { code: 'not_confirmed', field: 'role' } });

  const confirmed = await stage.must('instances.confirm', { nonce, role: 'executive' }, stage.as('exec_1'));
  expect(confirmed).toMatchObject({ state: 'ready', witness: 'tool' });
  expect(await stage.must('instances.confirm', { nonce }, stage.as('exec_1'))).toMatchObject({
    state: 'ready',
  });
});

test('without a confirmation it is reminded once, then stalled with its last lines', async () => {
  const stage = await openStage([{ ...hooked, confirm: { seconds: 30 } }]);
  await stage.must('instances.spawn', executive);
  stage.terminals.say('exec_1', 'thinking\r\nabout nothing');
  await stage.clock.advance(29_999);
  expect(stage.terminals.paneOf('exec_1').received).toEqual([]);
  await stage.clock.advance(2);
  expect(stage.terminals.paneOf('exec_1').received[0]).toMatch(
    /^paste:\[tutti\] exec_1: you have not confirmed/,
  );
  await stage.clock.advance(30_000);
  const instance = (await stage.must('view.get', {})).instances.exec_1;
  expect(instance).toMatchObject({ state: 'stalled', evidence: 'thinking\nabout nothing' });
  expect(stage.terminals.paneOf('exec_1').received).toHaveLength(2);

  await stage.must('instances.remind', { id: 'exec_1' });
  expect((await stage.must('view.get', {})).instances.exec_1?.state).toBe('confirming');
  const nonce = stage.env('exec_1').TUTTI_NONCE ?? '';
  expect(await stage.must('instances.confirm', { nonce }, stage.as('exec_1'))).toMatchObject({
    state: 'ready',
  });
});

test('where no reminder may be typed none is, and the reason does not speak of one', async () => {
  const stage = await openStage([{ ...hooked, confirm: { seconds: 30, reminder: 'none' } }]);
  await stage.must('instances.spawn', executive);
  await stage.clock.advance(60_001);
  const instance = (await stage.must('view.get', {})).instances.exec_1;
  expect(instance?.reason).toBe('no confirmation within 60 s; its profile has no reminder typed');
  expect(stage.terminals.paneOf('exec_1').received).toEqual([]);
});

test('ids follow the path of ordinals, and no ordinal is given twice', async () => {
  const stage = await openStage();
  const spawn = async (input: object): Promise<string> =>
    (await stage.must('instances.spawn', { profile: 'hooked', confirm: false, role: 'executive', ...input }))
      .id;
  expect(await spawn({})).toBe('exec_1');
  expect(await spawn({ role: 'manager', parent: 'exec_1' })).toBe('mgr_1_1');
  expect(await spawn({ role: 'specialist', parent: 'exec_1' })).toBe('spec_1_2');
  await stage.must('instances.terminate', { id: 'spec_1_2' });
  expect(await spawn({ role: 'specialist', parent: 'exec_1' })).toBe('spec_1_3');
  expect(await spawn({ role: 'specialist' })).toBe('spec_2');
  const ids = await Promise.all(
    Array.from({ length: 6 }, () => spawn({ role: 'specialist', parent: 'mgr_1_1' })),
  );
  expect(new Set(ids).size).toBe(6);
});

test('limits hold when fifty ask at once', async () => {
  const stage = await openStage();
  await stage.must('instances.spawn', { ...executive, confirm: false });
  const results = await Promise.all(
    Array.from({ length: 50 }, () =>
      stage.call('instances.spawn', { profile: 'hooked', role: 'manager', parent: 'exec_1', confirm: false }),
    ),
  );
  expect(results.filter((result) => result.ok)).toHaveLength(8);
  const refused = results.find((result) => !result.ok);
  expect(refused).toMatchObject({ error: { code: 'limit_reached', field: 'parent' } });
});

test('a child is born below its caller, of a role that its parent may have', async () => {
  const stage = await openStage();
  await stage.must('instances.spawn', { ...executive, confirm: false });
  await stage.must('plan.make', { goal: 'lead', parts: [{ name: 'all' }] }, stage.as('exec_1'));
  const child = await stage.must(
    'instances.spawn',
    { profile: 'hooked', role: 'manager' },
    stage.as('exec_1'),
  );
  expect(child).toMatchObject({ id: 'mgr_1_1', parent: 'exec_1', branch: 'tutti/1/mgr_1_1' });
  const grandchild = { profile: 'hooked', role: 'specialist' } as const;
  expect(await stage.must('instances.spawn', grandchild, stage.as('mgr_1_1'))).toMatchObject({
    id: 'spec_1_1_1',
  });

  const below = await stage.call('instances.spawn', grandchild, stage.as('spec_1_1_1'));
  expect(below).toMatchObject({ ok: false, error: { code: 'refused' } });
  const peer = await stage.call('instances.spawn', { ...executive }, stage.as('exec_1'));
  expect(peer).toMatchObject({ ok: false, error: { code: 'refused', field: 'role' } });
  if (!peer.ok)
    expect(peer.error.message).toBe(
      'an executive has a manager or a specialist as a child, not an executive',
    );
  const unconfirmed = await stage.call(
    'instances.spawn',
    { ...grandchild, confirm: false },
    stage.as('mgr_1_1'),
  );
  expect(unconfirmed).toMatchObject({ ok: false, error: { code: 'refused', field: 'confirm' } });
  const refusals = await stage.must('events.list', { kinds: ['call.refused'] });
  expect(refusals.map((event) => event.actor)).toEqual([
    { kind: 'instance', id: 'spec_1_1_1' },
    { kind: 'instance', id: 'exec_1' },
    { kind: 'instance', id: 'mgr_1_1' },
  ]);
});

test('a program that can not be started leaves a crashed instance that says why', async () => {
  const stage = await openStage();
  stage.terminals.refuseOpen = 'there is no program /bin/agent';
  const result = await stage.call('instances.spawn', executive);
  expect(result).toMatchObject({ ok: false, error: { code: 'cannot_start' } });
  const view = await stage.must('view.get', {});
  expect(view.instances.exec_1).toMatchObject({ state: 'crashed', reason: 'there is no program /bin/agent' });
  stage.terminals.refuseOpen = null;
  expect(await stage.must('instances.restart', { id: 'exec_1' })).toMatchObject({
    state: 'confirming',
    incarnation: 2,
  });
});

test('an unknown parent is named, with those that exist', async () => {
  const stage = await openStage();
  await stage.must('instances.spawn', { ...executive, confirm: false });
  const result = await stage.call('instances.spawn', {
    profile: 'hooked',
    role: 'manager',
    parent: 'exec_9',
  });
  expect(result).toMatchObject({
    ok: false,
    error: { code: 'not_found', message: 'no instance exec_9; you may spawn below exec_1', field: 'parent' },
  });
});
