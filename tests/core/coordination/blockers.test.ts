import { needsYou } from '@contract/attention.ts';
import type { Instance } from '@contract/instances.ts';
import { expect, test } from 'vitest';
import { hooked, openStage, person, type Stage } from '../../support/stage.ts';

const minute = 60_000;

/** exec_1, mgr_1_1 and spec_1_1_1, all at work. */
const team = async (): Promise<Stage> => {
  const stage = await openStage([hooked]);
  const spawn = async (role: 'executive' | 'manager' | 'specialist', parent?: string) => {
    const from = parent === undefined ? {} : { parent };
    const { id } = await stage.must('instances.spawn', { profile: 'hooked', role, confirm: false, ...from });
    await stage.must('instances.hook', { event: 'busy' }, stage.as(id));
    return id;
  };
  await spawn('manager', await spawn('executive'));
  await spawn('specialist', 'mgr_1_1');
  return stage;
};

const one = async (stage: Stage, id: string): Promise<Instance> => {
  const found = (await stage.must('view.get', {})).instances[id];
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
};

const block = (stage: Stage, id: string) =>
  stage.must(
    'instances.reportBlocker',
    { blocker: 'JSON or CSV?', kind: 'decision', needs: 'the format', from: 'whoever reads it' },
    stage.as(id),
  );

const climbed = async (stage: Stage) =>
  (await stage.must('events.list', { kinds: ['blocker.climbed'] })).map(({ data }) => data);

test('a blocker goes to the parent first, as a message, and is not the person’s', async () => {
  const stage = await team();
  await block(stage, 'spec_1_1_1');
  const blocked = await one(stage, 'spec_1_1_1');
  expect(blocked).toMatchObject({
    state: 'blocked',
    blocker: 'JSON or CSV?',
    blockage: {
      kind: 'decision',
      needs: 'the format',
      from: 'whoever reads it',
      with: 'mgr_1_1',
      climbed: null,
    },
  });
  expect(needsYou(blocked)).toBe(false);
  const messages = (await stage.must('view.get', {})).messages.flat();
  expect(messages).toMatchObject([{ from: 'spec_1_1_1', to: 'mgr_1_1', priority: 'high' }]);
  expect(messages[0]?.preview).toBe(
    [
      'I am blocked (decision): JSON or CSV?',
      'What I need: the format',
      'From: whoever reads it',
      '',
      'Answer with sendMessage to spec_1_1_1: that lets me go on. If it is not yours to settle, call escalate {"id": "spec_1_1_1"}.',
    ].join('\n'),
  );
});

test('one without a parent asks the person at once', async () => {
  const stage = await team();
  await block(stage, 'exec_1');
  expect(needsYou(await one(stage, 'exec_1'))).toBe(true);
  expect((await stage.must('view.get', {})).messages.flat()).toEqual([]);
});

test('a parent that lets its time pass: the blocker climbs, and once', async () => {
  const stage = await team();
  await block(stage, 'spec_1_1_1');
  await stage.clock.advance(9 * minute);
  expect(await climbed(stage)).toEqual([]);
  await stage.clock.advance(2 * minute);
  expect(await climbed(stage)).toEqual([
    {
      id: 'spec_1_1_1',
      parent: 'mgr_1_1',
      why: 'unanswered',
      reason: 'mgr_1_1 did not answer within 10 min',
    },
  ]);
  const blocked = await one(stage, 'spec_1_1_1');
  expect(blocked.blockage).toMatchObject({ with: 'person', climbed: 'mgr_1_1 did not answer within 10 min' });
  expect(needsYou(blocked)).toBe(true);
  await stage.clock.advance(60 * minute);
  expect(await climbed(stage)).toHaveLength(1);
});

test('the time counts from the event, also for a host that was away', async () => {
  const stage = await team();
  await block(stage, 'spec_1_1_1');
  await stage.clock.advance(6 * minute);
  const next = await stage.reborn();
  expect(await climbed(next)).toEqual([]);
  await next.clock.advance(3 * minute);
  expect(await climbed(next)).toEqual([]);
  await next.clock.advance(2 * minute);
  expect(await climbed(next)).toMatchObject([{ why: 'unanswered' }]);
});

test('what fell due while the host was away climbs when it is back', async () => {
  const stage = await team();
  await block(stage, 'spec_1_1_1');
  stage.clock.skip(11 * minute);
  expect(await climbed(await stage.reborn())).toMatchObject([{ why: 'unanswered' }]);
});

test('the setting says how long, and holds at once', async () => {
  const stage = await team();
  await block(stage, 'spec_1_1_1');
  await stage.clock.advance(4 * minute);
  const { settings } = await stage.must('view.get', {});
  await stage.must('settings.set', {
    ...settings,
    coordination: { ...settings.coordination, blockerMinutes: 3 },
  });
  expect(await climbed(stage)).toMatchObject([{ reason: 'mgr_1_1 did not answer within 3 min' }]);
});

test('a parent that has written has answered, and its message ends the blocker', async () => {
  const stage = await team();
  await block(stage, 'spec_1_1_1');
  await stage.clock.advance(9.9 * minute);
  await stage.must('messages.send', { to: 'spec_1_1_1', text: 'JSON.' }, stage.as('mgr_1_1'));
  await stage.clock.advance(0.2 * minute);
  expect(await climbed(stage)).toEqual([]);
  await stage.must(
    'instances.hook',
    { event: 'prompt', text: '[msg_2 from mgr_1_1]\nJSON.' },
    stage.as('spec_1_1_1'),
  );
  expect(await one(stage, 'spec_1_1_1')).toMatchObject({ state: 'busy', blocker: null, blockage: null });
});

test('a parent passes on what is not its to settle, with its reason', async () => {
  const stage = await team();
  await block(stage, 'spec_1_1_1');
  const shown = await stage.must(
    'blockers.escalate',
    { id: 'spec_1_1_1', reason: 'the customer knows' },
    stage.as('mgr_1_1'),
  );
  expect(shown.blockage).toMatchObject({
    with: 'person',
    climbed: "mgr_1_1 can't settle it: the customer knows",
  });
  const [event] = await stage.must('events.list', { kinds: ['blocker.climbed'] });
  expect(event).toMatchObject({ actor: { kind: 'instance', id: 'mgr_1_1' }, data: { why: 'declined' } });
  expect(await stage.call('blockers.escalate', { id: 'spec_1_1_1' }, stage.as('mgr_1_1'))).toMatchObject({
    ok: false,
    error: { code: 'wrong_state', field: 'id' },
  });
});

test('the person takes a blocker, and nobody else than those above may pass it on', async () => {
  const stage = await team();
  await block(stage, 'spec_1_1_1');
  for (const id of ['spec_1_1_1', 'exec_1']) {
    const refused = await stage.call('blockers.escalate', { id: 'exec_1' }, stage.as(id));
    expect(refused).toMatchObject({ ok: false, error: { code: 'refused' } });
  }
  expect(await stage.call('blockers.escalate', { id: 'spec_9' })).toMatchObject({
    error: { code: 'not_found', field: 'id' },
  });
  const taken = await stage.must('blockers.escalate', { id: 'spec_1_1_1' }, person);
  expect(taken.blockage).toMatchObject({ with: 'person', climbed: 'the person took it' });
});

test.each([
  ['ended', 'instances.terminate', { id: 'mgr_1_1', children: false }, 'mgr_1_1 does not run'],
] as const)('a parent that has %s can’t help', async (why, verb, input, reason) => {
  const stage = await team();
  await block(stage, 'spec_1_1_1');
  await stage.must(verb, input);
  expect(await climbed(stage)).toMatchObject([{ id: 'spec_1_1_1', why, reason }]);
});

test('a parent that is blocked itself can’t help: it gets no message, for that would pass for its own help', async () => {
  const stage = await team();
  await block(stage, 'mgr_1_1');
  const before = (await stage.must('view.get', {})).messages.flat().length;
  await block(stage, 'spec_1_1_1');
  expect((await stage.must('view.get', {})).messages.flat()).toHaveLength(before);
  expect(await climbed(stage)).toMatchObject([{ id: 'spec_1_1_1', why: 'blocked' }]);
});

test('a parent that becomes blocked while it has one', async () => {
  const stage = await team();
  await block(stage, 'spec_1_1_1');
  await block(stage, 'mgr_1_1');
  expect(await climbed(stage)).toMatchObject([
    { id: 'spec_1_1_1', why: 'blocked', reason: 'mgr_1_1 is blocked itself' },
  ]);
});

test.each([
  [{ blocker: '' }, 'blocker'],
  [{ blocker: 'x', kind: 'wish' }, 'kind'],
  [{ blocker: 'x', needs: 'n'.repeat(2001) }, 'needs'],
  [{ blocker: 'x', from: '' }, 'from'],
])('bad input %#', async (input, field) => {
  const { verbs } = await import('@contract/verbs.ts');
  const parsed = verbs['instances.reportBlocker'].input.safeParse(input);
  expect(parsed.error?.issues[0]?.path).toEqual([field]);
});
