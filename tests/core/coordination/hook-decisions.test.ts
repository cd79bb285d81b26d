import { expect, test } from 'vitest';
import { hooked, openStage, type Stage } from '../../support/stage.ts';

const choices = [
  { label: 'Yes', keys: '1', means: 'allow' },
  { label: 'No', keys: '2', means: 'deny' },
] as const;
const permission = (subject: string) => ({
  text: `Run ${subject}?`,
  choices: [...choices],
  kind: 'permission' as const,
  tool: 'Bash',
  subject,
});
const hook = (stage: Stage, sign: object) => stage.must('instances.hook', sign as never, stage.as('exec_1'));
const ask = async (stage: Stage, question: object) =>
  (await hook(stage, { event: 'waiting', question, decidable: true })).reply;
const typed = (stage: Stage) => stage.terminals.paneOf('exec_1').received;
const state = async (stage: Stage) => (await stage.must('view.get', {})).instances.exec_1?.state;
const answered = async (stage: Stage) =>
  (await stage.must('events.list', { kinds: ['instance.answered'] })).map(({ data }) => data);

/** Works, with a rule that allows and one that denies. */
const begin = async (): Promise<Stage> => {
  const stage = await openStage([{ ...hooked, watcher: 'claude' }]);
  await stage.must('instances.spawn', { profile: 'hooked', role: 'executive', confirm: false });
  await hook(stage, { event: 'prompt', text: 'go' });
  const terms = { about: 'permission', profile: null, tool: 'Bash', run: null } as const;
  await stage.must('rules.add', { ...terms, effect: 'allow', subject: 'git *' });
  await stage.must('rules.add', { ...terms, effect: 'deny', subject: 'git push*' });
  return stage;
};

test('a permission that a rule decides is decided in the answer to its hook: nothing is shown, nothing typed', async () => {
  const stage = await begin();
  const [allowing, denying] = await stage.must('rules.list', {});
  expect(await ask(stage, permission('git status'))).toMatchObject({ kind: 'decision', effect: 'allow' });
  expect(await state(stage)).toBe('busy');
  expect(await answered(stage), 'not before it shows that it took it').toEqual([]);
  await hook(stage, { event: 'busy', reason: 'used Bash' });
  // Both fit: the one that denies decides, and says so to the agent.
  const denied = await ask(stage, permission('git push --force'));
  expect(denied).toMatchObject({ effect: 'deny', reason: expect.stringContaining(denying?.id ?? 'no rule') });
  await stage.clock.advance(2000);
  expect(await answered(stage)).toEqual([
    { id: 'exec_1', question: 'Run git status?', answer: 'Yes', rule: allowing?.id, way: 'hook' },
    { id: 'exec_1', question: 'Run git push --force?', answer: 'No', rule: denying?.id, way: 'hook' },
  ]);
  expect(typed(stage)).toEqual([]);
  expect(stage.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
});

test('what no rule decides, and what is no permission, is asked as ever', async () => {
  const stage = await begin();
  expect(await ask(stage, permission('curl example.org'))).toBeNull();
  expect(await state(stage)).toBe('waiting');
  await hook(stage, { event: 'busy' });
  expect(await ask(stage, { ...permission('git status'), kind: 'question' })).toBeNull();
  expect(await state(stage)).toBe('waiting');
  expect(typed(stage)).toEqual([]);
});

test('a question that is drawn while its hook is answered is not believed; nothing is typed meanwhile', async () => {
  const stage = await begin();
  await ask(stage, permission('git status'));
  stage.watchers.see('exec_1', 'status', { event: 'waiting', reason: 'permission prompt' });
  await stage.must('messages.send', { to: 'exec_1', text: 'do it' });
  await stage.clock.advance(100);
  expect([await state(stage), typed(stage)]).toEqual(['busy', []]);
  stage.watchers.see('exec_1', 'status', { event: 'busy' });
  await stage.clock.advance(100);
  expect(typed(stage)[0]).toBe('paste:do it');
  expect(await answered(stage)).toHaveLength(1);
});

test('one that stands there still is a question as any other, and answered by key', async () => {
  const stage = await begin();
  await ask(stage, permission('git push'));
  stage.watchers.see('exec_1', 'status', { event: 'waiting', reason: 'permission prompt' });
  await stage.clock.advance(1500);
  expect(await state(stage)).toBe('waiting');
  expect(typed(stage)).toEqual(['type:2']);
  await hook(stage, { event: 'busy' });
  await stage.clock.advance(0);
  expect(await answered(stage)).toMatchObject([{ answer: 'No' }]);
  expect((await answered(stage))[0]).not.toHaveProperty('way');
});

test('of several that were decided at once none is answered by key: which of them stands there is not known', async () => {
  const stage = await begin();
  await ask(stage, permission('git status'));
  await ask(stage, permission('git push'));
  stage.watchers.see('exec_1', 'status', { event: 'waiting', reason: 'permission prompt' });
  await stage.clock.advance(3000);
  expect([await state(stage), typed(stage)]).toEqual(['waiting', []]);
  expect(await answered(stage)).toEqual([]);
});
