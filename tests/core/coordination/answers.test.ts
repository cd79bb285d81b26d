import { expect, test } from 'vitest';
import { openStage, type Stage } from '../../support/stage.ts';

const choices = [
  { label: 'Yes', keys: '1', means: 'allow' },
  { label: 'No', keys: '2', means: 'deny' },
] as const;
const permission = (subject: string, tool = 'Bash') => ({
  text: `Run ${subject}?`,
  choices: [...choices],
  kind: 'permission' as const,
  tool,
  subject,
});
const agent = { name: 'agent', command: '/bin/agent', accept: { by: 'hook' } } as const;

const asking = async (question?: object): Promise<Stage> => {
  const stage = await openStage([agent]);
  await stage.must('instances.spawn', { profile: 'agent', role: 'executive', confirm: false });
  if (question !== undefined) await ask(stage, question);
  return stage;
};
const hook = (stage: Stage, sign: object) => stage.must('instances.hook', sign as never, stage.as('exec_1'));
const ask = (stage: Stage, question: object) => hook(stage, { event: 'waiting', question });
const instance = async (stage: Stage) => {
  const found = (await stage.must('view.get', {})).instances.exec_1;
  if (found === undefined) throw new Error('no instance');
  return found;
};
const typed = (stage: Stage) => stage.terminals.paneOf('exec_1').received;
const answered = async (stage: Stage) =>
  (await stage.must('events.list', { kinds: ['instance.answered'] })).map(({ data }) => data);

test('a choice is typed, and answered once the instance asks no longer', async () => {
  const stage = await asking(permission('npm test'));
  const { since } = await instance(stage);
  const answering = stage.call('instances.answer', { id: 'exec_1', asked: since, choice: 0 });
  await stage.clock.advance(0);
  expect(typed(stage)).toEqual(['type:1']);
  expect(await answered(stage)).toEqual([]);
  await hook(stage, { event: 'busy' });
  expect(await answering).toMatchObject({ ok: true });
  expect(await answered(stage)).toEqual([
    { id: 'exec_1', question: 'Run npm test?', answer: 'Yes', rule: null },
  ]);
});

test('an answer that changes nothing is told as such', async () => {
  const stage = await asking(permission('npm test'));
  const { since } = await instance(stage);
  const answering = stage.call('instances.answer', { id: 'exec_1', asked: since, choice: 1 });
  await stage.clock.advance(10_000);
  expect(await answering).toMatchObject({ ok: false, error: { code: 'timeout' } });
  expect(await answered(stage)).toEqual([]);
});

test('an answer to an earlier question types nothing', async () => {
  const stage = await asking(permission('npm test'));
  const { since } = await instance(stage);
  await hook(stage, { event: 'busy' });
  await stage.clock.advance(5);
  await ask(stage, permission('rm -rf build'));
  const late = await stage.call('instances.answer', { id: 'exec_1', asked: since, choice: 0 });
  expect(late).toMatchObject({ ok: false, error: { code: 'wrong_state', field: 'asked' } });
  await hook(stage, { event: 'ready' });
  const none = await stage.call('instances.answer', { id: 'exec_1', asked: since, choice: 0 });
  expect(none).toMatchObject({ ok: false, error: { code: 'wrong_state', field: 'id' } });
  expect(typed(stage)).toEqual([]);
});

test('words of the person’s own are typed with the submit key, several lines as one paste', async () => {
  const stage = await asking({ text: 'Which colour?', choices: [], kind: 'question' });
  const { since } = await instance(stage);
  const answering = stage.call('instances.answer', { id: 'exec_1', asked: since, text: 'red\nor blue' });
  await hook(stage, { event: 'prompt', text: 'red' });
  expect(await answering).toMatchObject({ ok: true });
  expect(typed(stage)).toEqual(['type:\x1b[200~red\nor blue\x1b[201~\r']);
});

test('neither, both, or a choice that is not there is refused', async () => {
  const stage = await asking(permission('npm test'));
  const asked = (await instance(stage)).since;
  for (const input of [{}, { choice: 0, text: 'yes' }, { choice: 7 }]) {
    const result = await stage.call('instances.answer', { id: 'exec_1', asked, ...input });
    expect(result).toMatchObject({ ok: false, error: { code: 'bad_input', field: 'choice' } });
  }
  expect(typed(stage)).toEqual([]);
});

test('only the person answers and rules', async () => {
  const stage = await asking(permission('npm test'));
  const asked = (await instance(stage)).since;
  const self = stage.as('exec_1');
  const answer = await stage.call('instances.answer', { id: 'exec_1', asked, choice: 0 }, self);
  expect(answer).toMatchObject({ ok: false, error: { code: 'refused' } });
  const terms = { effect: 'allow', about: 'permission', profile: null, tool: '*', run: null } as const;
  expect(await stage.call('rules.add', terms, self)).toMatchObject({ ok: false, error: { code: 'refused' } });
  expect(typed(stage)).toEqual([]);
});

test('“always” becomes a rule of this run and this tool, which answers the next and can be revoked', async () => {
  const stage = await asking(permission('npm test'));
  const asked = (await instance(stage)).since;
  const first = stage.call('instances.answer', { id: 'exec_1', asked, choice: 0, always: true });
  await hook(stage, { event: 'busy' });
  await first;
  const rules = await stage.must('rules.list', {});
  expect(rules).toMatchObject([
    { effect: 'allow', about: 'permission', profile: 'agent', tool: 'Bash', run: 1 },
  ]);
  await stage.clock.advance(5);
  await ask(stage, permission('ls'));
  expect(typed(stage)).toEqual(['type:1', 'type:1']);
  await hook(stage, { event: 'busy' });
  expect((await answered(stage)).at(-1)).toMatchObject({ question: 'Run ls?', rule: rules[0]?.id });
  await stage.must('rules.revoke', { id: rules[0]?.id ?? '' });
  await stage.clock.advance(5);
  await ask(stage, permission('ls'));
  expect(typed(stage)).toHaveLength(2);
  expect((await instance(stage)).state).toBe('waiting');
});

test('a dialog that the person agreed to is answered for every later instance', async () => {
  const dialogs = [{ name: 'trust', pattern: 'trust', text: 'Trust?', choices: [...choices] }];
  const stage = await openStage([{ ...agent, signs: { dialogs } }]);
  await stage.must('instances.spawn', { profile: 'agent', role: 'executive', confirm: false });
  stage.screens.sign('1/exec_1', 'waiting', 'Do you trust it?', 'trust');
  const asked = (await instance(stage)).since;
  const answering = stage.call('instances.answer', { id: 'exec_1', asked, choice: 0, always: true });
  await stage.clock.advance(0);
  stage.screens.sign('1/exec_1', null);
  await stage.clock.advance(0);
  expect(await answering).toMatchObject({ ok: true });
  await stage.must('instances.spawn', { profile: 'agent', role: 'executive', confirm: false });
  stage.screens.sign('1/exec_2', 'waiting', 'Do you trust it?', 'trust');
  await stage.clock.advance(0);
  expect(stage.terminals.paneOf('exec_2').received).toEqual(['type:1']);
});

test('a rule that denies beats one that allows; what no rule names is left to the person', async () => {
  const stage = await asking();
  const terms = { about: 'permission', profile: null, tool: 'Bash', run: null } as const;
  await stage.must('rules.add', { ...terms, effect: 'allow', subject: 'git *' });
  await stage.must('rules.add', { ...terms, effect: 'deny', subject: 'git push*' });
  await ask(stage, permission('git push --force'));
  expect(typed(stage)).toEqual(['type:2']);
  await hook(stage, { event: 'busy' });
  await stage.clock.advance(5);
  await ask(stage, permission('git status'));
  expect(typed(stage)).toEqual(['type:2', 'type:1']);
  await hook(stage, { event: 'busy' });
  await stage.clock.advance(5);
  await ask(stage, permission('curl example.org'));
  expect(typed(stage)).toHaveLength(2);
});

test('rules and what they decide outlive the host', async () => {
  const stage = await asking();
  const terms = { effect: 'allow', about: 'permission', profile: null, tool: 'Bash', run: null } as const;
  const rule = await stage.must('rules.add', terms);
  expect(await stage.must('rules.add', terms), 'the same again is the same rule').toEqual(rule);
  const next = await stage.reborn();
  expect(await next.must('rules.list', {})).toEqual([rule]);
  await ask(next, permission('ls'));
  expect(typed(next)).toEqual(['type:1']);
});

const drawn = (stage: Stage, text: string): void => stage.terminals.say('exec_1', text);

test('one answer at a time: the second is refused until the first was taken or not, by whomever', async () => {
  const stage = await asking(permission('npm test'));
  const { since } = await instance(stage);
  const first = stage.call('instances.answer', { id: 'exec_1', asked: since, choice: 0 });
  await stage.clock.advance(0);
  const second = await stage.call('instances.answer', { id: 'exec_1', asked: since, choice: 1 });
  expect(second).toMatchObject({ ok: false, error: { code: 'wrong_state', field: 'id' } });
  expect(typed(stage)).toEqual(['type:1']);
  await stage.clock.advance(10_000);
  expect(await first).toMatchObject({ ok: false, error: { code: 'timeout' } });
  // That one is over: the person may try again.
  const third = stage.call('instances.answer', { id: 'exec_1', asked: since, choice: 1 });
  await stage.clock.advance(0);
  await hook(stage, { event: 'busy' });
  expect(await third).toMatchObject({ ok: true });
  expect(typed(stage)).toEqual(['type:1', 'type:2']);
});

test('a rule that answers keeps the person from answering the same question beside it', async () => {
  const stage = await asking();
  const terms = { effect: 'allow', about: 'permission', profile: null, tool: 'Bash', run: null } as const;
  await stage.must('rules.add', terms);
  await ask(stage, permission('ls'));
  const { since } = await instance(stage);
  const mine = await stage.call('instances.answer', { id: 'exec_1', asked: since, choice: 1 });
  expect(mine).toMatchObject({ ok: false, error: { message: 'exec_1 is just being answered' } });
  expect(typed(stage)).toEqual(['type:1']);
});

test('“always” keeps no rule of an answer that was not taken; of one that was, with where it came from', async () => {
  const stage = await asking(permission('npm test'));
  const asked = (await instance(stage)).since;
  const input = { id: 'exec_1', asked, choice: 0, always: true };
  const lost = stage.call('instances.answer', input);
  await stage.clock.advance(10_000);
  expect(await lost).toMatchObject({ ok: false });
  expect(await stage.must('rules.list', {})).toEqual([]);
  const taken = stage.call('instances.answer', input);
  await stage.clock.advance(0);
  await hook(stage, { event: 'busy' });
  expect(await taken).toMatchObject({ ok: true });
  const [answer] = await stage.must('events.list', { kinds: ['instance.answered'] });
  expect(await stage.must('events.list', { kinds: ['rule.added'] })).toMatchObject([
    { cause: answer?.seq, data: { answered: { by: 'exec_1', question: 'Run npm test?', answer: 'Yes' } } },
  ]);
});

test('keys that came before the dialog was drawn are typed once more, where that very question stands there', async () => {
  const stage = await asking(permission('npm test'));
  const { since } = await instance(stage);
  const answering = stage.call('instances.answer', { id: 'exec_1', asked: since, choice: 0 });
  await stage.clock.advance(0);
  drawn(stage, 'Bash command\r\n npm   test\r\nDo you want to proceed?\r\n❯ 1. Yes\r\n  2. No');
  await stage.clock.advance(3000);
  expect(typed(stage)).toEqual(['type:1', 'type:1']);
  await stage.clock.advance(10_000);
  expect(typed(stage), 'once').toHaveLength(2);
  expect(await answering).toMatchObject({ ok: false });
});

test.each([
  ['another question stands there', 'Bash command\r\n rm -rf build\r\n❯ 1. Yes\r\n  2. No'],
  ['its choices are gone', '● Bash(npm test)\r\n  Running…'],
  ['nothing is to be seen', ''],
])('they are not typed again where %s', async (_what, screen) => {
  const stage = await asking(permission('npm test'));
  const { since } = await instance(stage);
  const answering = stage.call('instances.answer', { id: 'exec_1', asked: since, choice: 0 });
  await stage.clock.advance(0);
  drawn(stage, screen);
  await stage.clock.advance(10_000);
  expect(await answering).toMatchObject({ ok: false, error: { code: 'timeout' } });
  expect(typed(stage)).toEqual(['type:1']);
});
