import { expect, test } from 'vitest';
import { hooked, openStage, type Stage } from '../../support/stage.ts';

/** Each asks something, so that what it is told stays in its inbox. */
const family = async (): Promise<Stage> => {
  const stage = await openStage([hooked]);
  const spawn = (role: 'executive' | 'manager' | 'specialist', parent?: string) =>
    stage.must('instances.spawn', {
      profile: 'hooked',
      role,
      confirm: false,
      ...(parent === undefined ? {} : { parent }),
    });
  await spawn('executive');
  await spawn('manager', 'exec_1');
  await spawn('manager', 'exec_1');
  await spawn('specialist', 'mgr_1_1');
  for (const id of ['exec_1', 'mgr_1_1', 'mgr_1_2']) await hook(stage, id, 'waiting');
  return stage;
};
const hook = (stage: Stage, id: string, event: 'waiting' | 'busy' | 'ready') =>
  stage.must(
    'instances.hook',
    (event === 'waiting' ? { event, reason: 'may I?' } : { event }) as never,
    stage.as(id),
  );
const notices = async (stage: Stage, id: string) =>
  (await stage.must('view.get', {})).messages.flat().filter(({ from, to }) => from === 'tutti' && to === id);
const read = async (stage: Stage, id: string): Promise<string[]> =>
  (await stage.must('messages.readInbox', {}, stage.as(id))).map(({ text }) => text);

test('one notice at a time, of low priority, and the next one counts what came meanwhile', async () => {
  const stage = await family();
  const made = await stage.must('subscriptions.add', { kinds: ['instance.changed'] }, stage.as('exec_1'));
  for (const event of ['busy', 'ready', 'busy', 'ready'] as const) await hook(stage, 'spec_1_1_1', event);
  expect(await notices(stage, 'exec_1')).toMatchObject([{ state: 'queued', priority: 'low' }]);
  const [first] = await read(stage, 'exec_1');
  expect(first).toContain(`${made.id} (instance.changed): 1 event since you were last told.`);
  const [second] = await read(stage, 'exec_1');
  expect(second).toContain('- instance.changed, 3 times\nAbout: spec_1_1_1.');
  expect(await read(stage, 'exec_1')).toEqual([]);
});

test('what happened is told also after the host was killed, and once', async () => {
  const stage = await family();
  await stage.must('subscriptions.add', { kinds: ['instance.changed'] }, stage.as('exec_1'));
  await hook(stage, 'spec_1_1_1', 'busy');
  await hook(stage, 'spec_1_1_1', 'ready');
  const next = await stage.reborn();
  await read(next, 'exec_1');
  const again = await next.reborn();
  const told = (await notices(again, 'exec_1')).length;
  const texts = await read(again, 'exec_1');
  expect(texts.join()).toContain('instance.changed');
  expect(await notices(again, 'exec_1')).toHaveLength(told);
});

test('only of those it may look at, only from whom it asked for, and not of its own doing', async () => {
  const stage = await family();
  await stage.must('subscriptions.add', { kinds: ['instance'] }, stage.as('mgr_1_2'));
  const some = { kinds: ['instance'], from: ['mgr_1_2'] };
  await stage.must('subscriptions.add', some, stage.as('exec_1'));
  await hook(stage, 'spec_1_1_1', 'busy');
  expect(await notices(stage, 'mgr_1_2')).toEqual([]);
  expect(await notices(stage, 'exec_1')).toEqual([]);
  await hook(stage, 'mgr_1_2', 'ready');
  expect(await notices(stage, 'exec_1')).toHaveLength(1);
});

test('a subscription to messages tells of no notice, so that it ends', async () => {
  const stage = await family();
  await stage.must('subscriptions.add', { kinds: ['message'] }, stage.as('exec_1'));
  await stage.must('subscriptions.add', { kinds: ['message'] }, stage.as('mgr_1_1'));
  await stage.must('messages.send', { to: 'spec_1_1_1', text: 'go' }, stage.as('mgr_1_1'));
  expect(await notices(stage, 'exec_1')).toHaveLength(1);
  await read(stage, 'exec_1');
  await read(stage, 'mgr_1_1');
  expect((await notices(stage, 'exec_1')).length).toBeLessThanOrEqual(2);
});

test('the same twice is one, an unknown kind and a twenty-first are refused by name, an ended one is silent', async () => {
  const stage = await family();
  const add = (kinds: string[], from: string[] = []) =>
    stage.call('subscriptions.add', { kinds, from }, stage.as('mgr_1_1'));
  const first = await add(['task', 'lock']);
  expect(await add(['lock', 'task'])).toEqual(first);
  expect(await add(['weather'])).toMatchObject({ error: { code: 'bad_input', field: 'kinds' } });
  expect(await add(['subscription'])).toMatchObject({ error: { code: 'bad_input', field: 'kinds' } });
  expect(await add(['task'], ['person', 'spec_1_9'])).toMatchObject({
    error: { code: 'not_found', field: 'from.1' },
  });
  const parties = ['person', 'tutti', 'exec_1', 'mgr_1_1', 'spec_1_1_1'];
  for (let count = 1; count < 20; count += 1)
    await add(
      ['task'],
      parties.filter((_, at) => (count >> at) % 2 === 1),
    );
  expect(await add(['message'])).toMatchObject({ error: { code: 'limit_reached', field: 'kinds' } });
  expect(await stage.must('subscriptions.list', {})).toHaveLength(20);
  const [one] = await stage.must('subscriptions.list', {}, stage.as('mgr_1_1'));
  const ended = { subscription: one?.id ?? '' };
  expect(await stage.call('subscriptions.end', ended, stage.as('exec_1'))).toMatchObject({ ok: false });
  await stage.must('subscriptions.end', ended, stage.as('mgr_1_1'));
  expect(await stage.must('subscriptions.list', {}, stage.as('mgr_1_1'))).toHaveLength(19);
  expect(await stage.call('subscriptions.add', { kinds: ['task'] })).toMatchObject({ ok: false });
});
