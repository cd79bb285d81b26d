// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of profiles are written that way.
import { type ProfileInput, profileSchema } from '@contract/profiles.ts';
import { verbs } from '@contract/verbs.ts';
import { expect, test } from 'vitest';
import { stillOffers } from '../../../src-main/core/hierarchy/choose-variant.ts';
import { openStage, type Stage } from '../../support/stage.ts';

const choices = [
  { label: 'No', keys: '1', means: 'deny' },
  { label: 'Yes', keys: '2', means: 'allow' },
] as const;

const agent: ProfileInput = {
  name: 'agent',
  command: '/bin/agent',
  args: ['begin'],
  resumeArgs: ['resume', '${session}'],
  accept: { by: 'hook' },
  signs: { dialogs: [{ name: 'bypass', pattern: 'x', text: 'Really?', choices: [...choices] }] },
  permissions: {
    default: 'ask',
    modes: [
      { name: 'ask', meaning: 'Asks.', args: ['--mode', 'ask'] },
      {
        name: 'edits',
        title: 'Edits',
        meaning: 'Edits.',
        args: ['--mode', 'edits'],
        env: { MODE: '${instance}' },
      },
      { name: 'all', meaning: 'All.', args: ['--all'], dangerous: true, agrees: ['bypass'] },
    ],
  },
  models: { args: ['--model', '${model}'] },
  home: {
    env: 'AGENT_HOME',
    folder: '~/.agent',
    also: [{ env: 'HOME', folder: '~', path: 'home' }],
    by: 'instance',
  },
};
const plain: ProfileInput = { name: 'plain', command: '/bin/plain', args: ['a', '${chosen}', 'b'] };

const begin = (): Promise<Stage> => openStage([agent, plain]);
const spawnAs = { profile: 'agent', role: 'executive', confirm: false } as const;
const specOf = (stage: Stage, id = 'exec_1') => stage.terminals.paneOf(id).spec;
const refusals = async (stage: Stage) =>
  (await stage.must('events.list', { kinds: ['call.refused'] })).map(({ data, actor }) => ({ data, actor }));

test('the usual mode and no model, where nothing is chosen; a home of its own in its variable', async () => {
  const stage = await begin();
  const spawned = await stage.must('instances.spawn', spawnAs);
  expect(spawned).toMatchObject({
    mode: { name: 'ask', title: 'ask', meaning: 'Asks.', dangerous: false },
    model: null,
  });
  expect(specOf(stage).args).toEqual(['--mode', 'ask', 'begin']);
  const { AGENT_HOME, HOME, TUTTI_OUTSIDE } = specOf(stage).env;
  expect([AGENT_HOME, HOME]).toEqual(['/homes/1/exec_1', '/homes/1/exec_1/home']);
  expect(JSON.parse(TUTTI_OUTSIDE ?? '')).toEqual({ AGENT_HOME: '', HOME: '/home/p' });
});

test('what is chosen comes before all other arguments, and holds for a restart', async () => {
  const stage = await begin();
  const chosen = { permissions: 'edits', model: 'vendor/model-1[1m]' };
  const spawned = await stage.must('instances.spawn', { ...spawnAs, ...chosen });
  expect(spawned).toMatchObject({ mode: { name: 'edits', title: 'Edits' }, model: 'vendor/model-1[1m]' });
  const args = ['--mode', 'edits', '--model', 'vendor/model-1[1m]'];
  expect(specOf(stage).args).toEqual([...args, 'begin']);
  expect(specOf(stage).env.MODE).toBe('exec_1');
  await stage.must('instances.hook', { event: 'started', session: 's-1' }, stage.as('exec_1'));
  await stage.must('instances.restart', { id: 'exec_1' });
  expect(specOf(stage).args).toEqual([...args, 'resume', 's-1']);
  // Another host knows it from its rows.
  const again = await stage.reborn();
  await again.must('instances.restart', { id: 'exec_1' });
  expect(specOf(again).args).toEqual([...args, 'resume', 's-1']);
});

test('the place of the choice may be said; with nothing to choose there is nothing in it', async () => {
  const stage = await begin();
  const spawned = await stage.must('instances.spawn', { ...spawnAs, profile: 'plain' });
  expect(spawned).toMatchObject({ mode: null, model: null });
  expect(specOf(stage).args).toEqual(['a', 'b']);
});

test.each([
  [{ permissions: 'nonsense' }, 'bad_input', 'permissions', /there are ask, edits, all/],
  [{ permissions: 'edits', dangerous: true }, 'bad_input', 'dangerous', /nothing to accept/],
  [{ permissions: 'all' }, 'refused', 'dangerous', /needs your explicit yes: All\./],
  [{ permissions: 'all', dangerous: false }, 'refused', 'dangerous', /needs your explicit yes/],
  [{ profile: 'plain', permissions: 'ask' }, 'bad_input', 'permissions', /no permission modes/],
  [{ profile: 'plain', dangerous: true }, 'bad_input', 'permissions', /no permission modes/],
  [{ profile: 'plain', model: 'x' }, 'bad_input', 'model', /does not say how a model is given/],
] as const)('the person is told what is wrong with %j', async (input, code, field, message) => {
  const stage = await begin();
  const result = await stage.call('instances.spawn', { ...spawnAs, ...input });
  expect(result).toMatchObject({
    ok: false,
    error: { code, field, message: expect.stringMatching(message) },
  });
  expect(stage.terminals.panes.size).toBe(0);
});

test.each(['-m', '--yolo', '', 'a b', 'a\nb', '$(x)', 'x'.repeat(121)])('%j is no model', (model) => {
  expect(verbs['instances.spawn'].input.safeParse({ ...spawnAs, model }).success).toBe(false);
});

test('an agent chooses a model for its children, and no mode: a refusal is an event', async () => {
  const stage = await begin();
  await stage.must('instances.spawn', { ...spawnAs, permissions: 'all', dangerous: true });
  await stage.must('plan.make', { goal: 'lead', parts: [{ name: 'all' }] }, stage.as('exec_1'));
  const child = { profile: 'agent', role: 'manager' } as const;
  // Not its own mode, which the person chose for it alone.
  const spawned = await stage.must('instances.spawn', { ...child, model: 'small' }, stage.as('exec_1'));
  expect(spawned).toMatchObject({ mode: { name: 'ask' }, model: 'small' });
  for (const input of [
    { permissions: 'all', dangerous: true },
    { permissions: 'all' },
    { permissions: 'edits' },
    { dangerous: true },
  ]) {
    const refused = await stage.call('instances.spawn', { ...child, ...input }, stage.as('exec_1'));
    expect(refused).toMatchObject({ ok: false, error: { code: 'refused' } });
  }
  const events = await refusals(stage);
  expect(events).toHaveLength(4);
  expect(events[0]).toMatchObject({
    actor: { kind: 'instance', id: 'exec_1' },
    data: { verb: 'instances.spawn', reason: 'only the person may spawn with all, which asks for nothing' },
  });
  expect(Object.keys((await stage.must('view.get', {})).instances)).toEqual(['exec_1', 'mgr_1_1']);
});

test('the dialog of a dangerous mode is answered by the yes to it, once, and told so', async () => {
  const stage = await begin();
  await stage.must('instances.spawn', { ...spawnAs, permissions: 'all', dangerous: true });
  stage.screens.sign('1/exec_1', 'waiting', 'Really?', 'bypass');
  await stage.clock.advance(0);
  expect(stage.terminals.paneOf('exec_1').received).toEqual(['type:2']);
  stage.screens.sign('1/exec_1', null);
  await stage.clock.advance(0);
  const [answered] = await stage.must('events.list', { kinds: ['instance.answered'] });
  expect(answered).toMatchObject({
    actor: { kind: 'tutti' },
    data: { answer: 'Yes', rule: null, mode: 'all' },
  });
  stage.screens.sign('1/exec_1', 'waiting', 'Really?', 'bypass');
  await stage.clock.advance(20_000);
  expect(stage.terminals.paneOf('exec_1').received).toEqual(['type:2']);
  expect((await stage.must('view.get', {})).instances.exec_1?.state).toBe('waiting');
});

test('a rule that denies that dialog beats the yes; another mode’s instance is asked', async () => {
  const stage = await begin();
  const terms = { effect: 'deny', about: 'dialog', profile: null, tool: 'bypass', run: null } as const;
  await stage.must('rules.add', terms);
  await stage.must('instances.spawn', { ...spawnAs, permissions: 'all', dangerous: true });
  stage.screens.sign('1/exec_1', 'waiting', 'Really?', 'bypass');
  await stage.clock.advance(0);
  expect(stage.terminals.paneOf('exec_1').received).toEqual(['type:1']);
  const other = await begin();
  await other.must('instances.spawn', spawnAs);
  other.screens.sign('1/exec_1', 'waiting', 'Really?', 'bypass');
  await other.clock.advance(20_000);
  expect(other.terminals.paneOf('exec_1').received).toEqual([]);
});

test('what is left of a run goes when the next one begins', async () => {
  const stage = await openStage([{ ...agent, files: { 'settings.json': '{}' } }]);
  await stage.must('instances.spawn', spawnAs);
  stage.terminals.panes.clear();
  const again = await stage.reborn();
  expect((await again.must('view.get', {})).instances.exec_1?.state).toBe('crashed');
  expect(again.privateFiles.has('exec_1')).toBe(true);
  await again.must('runs.start', {});
  expect(again.privateFiles.has('exec_1')).toBe(false);
});

test('a restart is refused in a mode that is gone, or has become dangerous since it was agreed to', async () => {
  const stage = await begin();
  const edits = await stage.must('instances.spawn', { ...spawnAs, permissions: 'edits', model: 'm' });
  const changed = (change: object) => profileSchema.parse({ ...agent, ...change });
  expect(stillOffers(changed({}), edits)).toMatchObject({ ok: true });
  const error = { code: 'profile_invalid' };
  expect(stillOffers(changed({ permissions: {} }), edits)).toMatchObject({ ok: false, error });
  expect(stillOffers(changed({ models: {} }), edits)).toMatchObject({ ok: false, error });
  const worse = {
    default: 'x',
    modes: [
      { name: 'x', meaning: 'm' },
      { name: 'edits', meaning: 'm', dangerous: true },
    ],
  };
  expect(stillOffers(changed({ permissions: worse }), edits)).toMatchObject({ ok: false, error });
});
