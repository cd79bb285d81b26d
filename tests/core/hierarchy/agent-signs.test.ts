// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of profiles are written that way.
import { TuttiFailure } from '@contract/result.ts';
import { sumUsed, type Used } from '@contract/usage.ts';
import { expect, test, vi } from 'vitest';
import { settleMs } from '../../../src-main/core/model/weigh-signs.ts';
import { openStage, type Stage } from '../../support/stage.ts';

const watched = {
  name: 'watched',
  command: '/bin/agent',
  accept: { by: 'hook' },
  watcher: 'claude',
} as const;

const begin = async (profile: object = {}): Promise<Stage> => {
  const stage = await openStage([{ ...watched, ...profile }]);
  await stage.must('instances.spawn', { profile: 'watched', role: 'executive', confirm: false });
  return stage;
};
const instance = async (stage: Stage) => (await stage.must('view.get', {})).instances.exec_1;
const hook = (stage: Stage, sign: object) => stage.must('instances.hook', sign as never, stage.as('exec_1'));

const used = (change: Partial<Used> = {}): Used => ({
  input: 10,
  output: 2,
  cacheRead: 0,
  cacheWrite: 0,
  cost: null,
  model: 'm',
  context: null,
  contextWindow: null,
  ...change,
});

test('a turn that was interrupted ends by the status file, once it has stood for a while', async () => {
  const stage = await begin();
  await hook(stage, { event: 'prompt', text: 'go' });
  stage.watchers.see('exec_1', 'status', { event: 'ready', reason: 'its status file says idle' });
  expect(await instance(stage)).toMatchObject({ state: 'busy', witness: 'hook' });
  await stage.clock.advance(settleMs);
  expect(await instance(stage)).toMatchObject({ state: 'ready', witness: 'status' });
});

test('a status file that lags behind its hooks changes nothing', async () => {
  const stage = await begin();
  stage.watchers.see('exec_1', 'status', { event: 'ready' });
  await hook(stage, { event: 'prompt', text: 'go' });
  stage.watchers.see('exec_1', 'status', { event: 'ready' });
  await hook(stage, {
    event: 'tool',
    use: { call: '1', tool: 'Bash', status: 'started', summary: 'ls', files: [] },
  });
  await stage.clock.advance(settleMs * 2);
  expect(await instance(stage)).toMatchObject({ state: 'busy', tool: { tool: 'Bash', summary: 'ls' } });
});

test('an answered question ends by the status file', async () => {
  const stage = await begin();
  const question = {
    text: 'Run ls?',
    choices: [{ label: 'Yes', keys: '1', means: 'allow' }],
    kind: 'permission',
  };
  await hook(stage, { event: 'waiting', question });
  expect(await instance(stage)).toMatchObject({ state: 'waiting', question });
  stage.watchers.see('exec_1', 'status', { event: 'busy' });
  await stage.clock.advance(settleMs);
  expect(await instance(stage)).toMatchObject({ state: 'busy', question: null });
});

test('what it does within the turn that reported a blocker or the end does not lift it; a prompt does', async () => {
  const stage = await begin();
  await stage.must('instances.reportBlocker', { blocker: 'no key' }, stage.as('exec_1'));
  await hook(stage, {
    event: 'tool',
    use: { call: '2', tool: 'Read', status: 'started', summary: 'a', files: [] },
  });
  stage.watchers.see('exec_1', 'transcript', { event: 'busy' });
  await stage.clock.advance(settleMs * 2);
  expect(await instance(stage)).toMatchObject({ state: 'blocked', blocker: 'no key' });
  await hook(stage, { event: 'prompt', text: 'here it is' });
  expect(await instance(stage)).toMatchObject({ state: 'busy', blocker: null });
});

test('a dialog of the CLI is shown as a question, also when hooks have spoken, and goes with the dialog', async () => {
  const choices = [{ label: 'Yes, I trust it', keys: '1', means: 'allow' as const }];
  const dialogs = [{ name: 'trust', pattern: 'Do you trust', text: 'Does it trust this folder?', choices }];
  const stage = await begin({ signs: { dialogs } });
  await hook(stage, { event: 'busy' });
  stage.screens.sign('1/exec_1', 'waiting', 'Do you trust the files?', 'trust');
  expect(await instance(stage)).toMatchObject({
    state: 'waiting',
    witness: 'screen',
    question: {
      kind: 'dialog',
      tool: 'trust',
      text: 'Does it trust this folder?',
      choices,
      detail: 'Do you trust the files?',
    },
  });
  stage.screens.sign('1/exec_1', null);
  await stage.clock.advance(settleMs);
  expect((await instance(stage))?.state).toBe('busy');
  // One that comes over an agent at rest leaves it so, also where its rest was not yet believed.
  stage.watchers.see('exec_1', 'transcript', { event: 'ready', reason: 'failed' });
  stage.screens.sign('1/exec_1', 'waiting', 'Do you trust the files?', 'trust');
  expect((await instance(stage))?.state).toBe('waiting');
  stage.screens.sign('1/exec_1', null);
  await stage.clock.advance(settleMs);
  expect((await instance(stage))?.state).toBe('ready');
});

test('tokens are counted by conversation, and reading a transcript again counts nothing twice', async () => {
  const stage = await begin();
  stage.watchers.see('exec_1', 'transcript', { event: 'used', session: 'a', used: used() });
  stage.watchers.see('exec_1', 'transcript', { event: 'used', session: 'a', used: used({ input: 30 }) });
  stage.watchers.see('exec_1', 'transcript', {
    event: 'used',
    session: 'b',
    used: used({ cost: 0.5, context: 7 }),
  });
  const now = await instance(stage);
  expect(sumUsed(Object.values(now?.used ?? {}))).toMatchObject({
    input: 40,
    output: 4,
    cost: 0.5,
    context: 7,
  });
});

test('a restart resumes the conversation that the agent has told of, with a new prompt', async () => {
  const stage = await begin({
    args: ['--session-id', '${session}'],
    resumeArgs: ['--resume', '${session}', '${prompt}'],
    files: { 'mcp.json': '{"token":"${token}","task":"${task}"}' },
  });
  const first = stage.terminals.paneOf('exec_1').spec.args;
  expect(first).toEqual(['--session-id', expect.stringMatching(/^uuid-/)]);
  await stage.must('instances.restart', { id: 'exec_1' });
  expect(stage.terminals.paneOf('exec_1').spec.args[0], 'no conversation is known yet').toBe('--session-id');
  await hook(stage, { event: 'started', session: 'conversation-7', transcript: '/t.jsonl' });
  expect(stage.watchers.conversed).toEqual([{ instance: 'exec_1', session: 'conversation-7' }]);
  await stage.must('instances.restart', { id: 'exec_1' });
  expect(stage.terminals.paneOf('exec_1').spec.args.slice(0, 2)).toEqual(['--resume', 'conversation-7']);
  expect(stage.watchers.watched.get('exec_1')?.session).toEqual({
    id: 'conversation-7',
    transcript: '/t.jsonl',
  });
  const file = JSON.parse(stage.privateFiles.get('exec_1')?.get('mcp.json') ?? '');
  expect(file.token).toMatch(/^token-/);
});

test('what is known of a limit is told once, and ends with the instance', async () => {
  const stage = await begin();
  const limit = { kind: 'usage', reason: 'used up', until: 99 } as const;
  await hook(stage, { event: 'limited', limit });
  expect(await instance(stage)).toMatchObject({ limit });
  const before = (await stage.must('view.get', {})).seq;
  await hook(stage, { event: 'limited', limit: null });
  await hook(stage, { event: 'limited', limit: null });
  expect((await stage.must('view.get', {})).seq).toBe(before + 1);
  expect(await instance(stage)).toMatchObject({ limit: null });
});

test('the private files and the watcher of an instance end with it', async () => {
  const stage = await begin({ files: { 'a.json': '{}' } });
  expect(stage.privateFiles.has('exec_1')).toBe(true);
  expect(stage.watchers.watched.has('exec_1')).toBe(true);
  await stage.must('instances.terminate', { id: 'exec_1' });
  expect(stage.privateFiles.has('exec_1')).toBe(false);
  expect(stage.watchers.watched.has('exec_1')).toBe(false);
});

const titles = { waiting: ['^!'], busy: ['^[*+]'], ready: ['^-'] };
const permission = { kind: 'permission' as const, text: 'Run ls?', choices: [{ label: 'Yes', keys: 'y' }] };

test('a question that is announced counts once the title shows it, and is the hook’s word', async () => {
  const stage = await begin({ titles });
  await hook(stage, { event: 'busy' });
  await hook(stage, { event: 'waiting', question: permission, shown: false });
  await stage.clock.advance(settleMs * 2);
  expect(await instance(stage)).toMatchObject({ state: 'busy', question: null });
  stage.screens.title('1/exec_1', '! action required');
  expect(await instance(stage)).toMatchObject({ state: 'waiting', witness: 'hook', question: permission });
  stage.screens.title('1/exec_1', '! it blinks');
  expect(await instance(stage)).toMatchObject({ state: 'waiting', question: permission });
});

test('a question that was announced and never shown is forgotten with the hook’s next word', async () => {
  const stage = await begin({ titles });
  await hook(stage, { event: 'waiting', question: permission, shown: false });
  await hook(stage, { event: 'ready' });
  stage.screens.title('1/exec_1', '! something else');
  expect(await instance(stage)).toMatchObject({ state: 'waiting', witness: 'escape', question: null });
});

test('a spinner in the title settles as one word, however fast it turns', async () => {
  const stage = await begin({ titles });
  await hook(stage, { event: 'waiting', question: permission });
  for (let turn = 0; turn < 8; turn++) {
    stage.screens.title('1/exec_1', turn % 2 === 0 ? '* works' : '+ works');
    await stage.clock.advance(settleMs / 8);
  }
  expect(await instance(stage)).toMatchObject({ state: 'busy', witness: 'escape' });
});

test('of two that contradict, the more trusted is held', async () => {
  const stage = await begin({ titles });
  await hook(stage, { event: 'waiting', question: permission });
  stage.watchers.see('exec_1', 'transcript', { event: 'ready', reason: 'interrupted' });
  stage.screens.title('1/exec_1', '* a last frame');
  await stage.clock.advance(settleMs);
  expect(await instance(stage)).toMatchObject({
    state: 'ready',
    witness: 'transcript',
    reason: 'interrupted',
  });
});

test('of two that say the same, the more trusted stands for it, from when it was first said', async () => {
  const stage = await begin({ titles });
  await hook(stage, { event: 'busy' });
  stage.screens.title('1/exec_1', '- rests');
  await stage.clock.advance(settleMs / 2);
  stage.watchers.see('exec_1', 'transcript', { event: 'ready', reason: 'interrupted' });
  await stage.clock.advance(settleMs / 2);
  expect(await instance(stage)).toMatchObject({
    state: 'ready',
    witness: 'transcript',
    reason: 'interrupted',
  });
});

test('what its screen says holds it up ends with that; what its hook has told meanwhile stays', async () => {
  const stage = await begin();
  await hook(stage, { event: 'prompt', text: 'go' });
  stage.screens.limit('1/exec_1', { kind: 'overloaded', reason: 'API error', until: null });
  expect(await instance(stage)).toMatchObject({
    state: 'busy',
    limit: { kind: 'overloaded', reason: 'API error', until: null },
  });
  stage.screens.limit('1/exec_1', null);
  expect((await instance(stage))?.limit).toBeNull();
  stage.screens.limit('1/exec_1', { kind: 'overloaded', reason: 'API error', until: null });
  const final = { kind: 'overloaded', reason: 'gave up', until: null };
  await hook(stage, { event: 'limited', limit: final });
  stage.screens.limit('1/exec_1', null);
  expect((await instance(stage))?.limit).toEqual(final);
});

test('a tool that begins beside the one that is asked about does not hide the question', async () => {
  const stage = await begin();
  await hook(stage, { event: 'waiting', question: { text: 'Run ls?', choices: [] } });
  const use = { call: '9', tool: 'Read', status: 'started', summary: 'a', files: [] };
  await hook(stage, { event: 'tool', use });
  expect((await instance(stage))?.state).toBe('waiting');
});

test('a log that takes nothing for a while costs a sign, and not the host', async () => {
  const stage = await begin();
  await hook(stage, { event: 'prompt', text: 'go' });
  stage.watchers.see('exec_1', 'status', { event: 'ready' });
  const full = vi.spyOn(stage.store, 'commit').mockImplementation(() => {
    throw new TuttiFailure({ code: 'disk_full', message: 'no room', remedy: 'Make room.' });
  });
  await stage.clock.advance(settleMs);
  stage.screens.title('1/exec_1', 'anything');
  stage.watchers.see('exec_1', 'transcript', { event: 'used', session: 'a', used: used() });
  expect(stage.log.lines.filter(({ level }) => level === 'error').length).toBeGreaterThan(0);
  full.mockRestore();
  stage.watchers.see('exec_1', 'transcript', { event: 'used', session: 'a', used: used() });
  expect((await instance(stage))?.used.a).toEqual(used());
});

test('a compaction that nobody says the end of is over when its agent rests', async () => {
  const stage = await begin();
  const compacting = { kind: 'compacting', reason: 'shortens its context', until: null };
  await hook(stage, { event: 'limited', limit: compacting });
  expect(await instance(stage)).toMatchObject({ state: 'busy', limit: compacting });
  stage.watchers.see('exec_1', 'status', { event: 'ready' });
  await stage.clock.advance(settleMs);
  expect(await instance(stage)).toMatchObject({ state: 'ready', limit: null });
});
