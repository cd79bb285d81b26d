import { attentionEntries } from '@contract/attention-entries.ts';
import { expect, test } from 'vitest';
import { hooked, openStage, type Stage } from '../../support/stage.ts';

const asking = async (text: string): Promise<Stage> => {
  const stage = await openStage([hooked]);
  await stage.must('instances.spawn', { profile: 'hooked', role: 'executive', confirm: false });
  await ask(stage, text);
  return stage;
};

const ask = (stage: Stage, text: string) =>
  stage.must(
    'instances.hook',
    { event: 'waiting', question: { text, choices: [], kind: 'permission', tool: 'Bash' } },
    stage.as('exec_1'),
  );

const entries = async (stage: Stage) => attentionEntries(await stage.must('view.get', {}));
const keys = async (stage: Stage) => (await entries(stage)).map(({ key }) => key);
const told = async (stage: Stage) => (await stage.must('view.get', {})).told;

test('whoever asks first tells; it is told again only when it has passed and come again', async () => {
  const stage = await asking('npm test?');
  expect(await entries(stage)).toMatchObject([
    { kind: 'permission', instance: 'exec_1', title: 'exec_1 asks for permission', text: 'Bash: npm test?' },
  ]);
  const standing = await keys(stage);
  const both = await Promise.all([1, 2].map(() => stage.must('attention.tell', { keys: standing })));
  expect(both).toEqual([{ keys: standing }, { keys: [] }]);
  expect(await told(stage)).toEqual(standing);

  await ask(stage, 'npm test?');
  expect(await keys(stage)).toEqual(standing);
  expect(await told(stage)).toEqual(standing);

  await stage.must('instances.hook', { event: 'busy' }, stage.as('exec_1'));
  expect(await told(stage)).toEqual([]);
  await ask(stage, 'npm test?');
  expect(await stage.must('attention.tell', { keys: standing })).toEqual({ keys: standing });
  const kinds = ['attention.told', 'attention.passed'];
  const events = await stage.must('events.list', { kinds });
  expect(events.map(({ kind, actor }) => [kind, actor.kind])).toEqual([
    ['attention.told', 'tutti'],
    ['attention.passed', 'tutti'],
    ['attention.told', 'tutti'],
  ]);
});

test('another question of the same instance is another thing', async () => {
  const stage = await asking('npm test?');
  const [first] = await keys(stage);
  await ask(stage, 'npm publish?');
  expect(await keys(stage)).not.toEqual([first]);
});

test('nothing is told that does not stand, and by no instance', async () => {
  const stage = await asking('npm test?');
  const made = ['question 1 exec_9 made up'];
  expect(await stage.must('attention.tell', { keys: made })).toEqual({ keys: [] });
  const refused = await stage.project.call(stage.as('exec_1'), 'attention.tell', { keys: await keys(stage) });
  expect(refused).toMatchObject({ ok: false, error: { code: 'refused' } });
  expect(await told(stage)).toEqual([]);
});

test('a host that comes back knows what was told, and tells it no second time', async () => {
  const stage = await asking('npm test?');
  const standing = await keys(stage);
  await stage.must('attention.tell', { keys: standing });
  const again = await stage.reborn();
  expect(await keys(again)).toEqual(standing);
  await ask(again, 'npm test?');
  expect(await again.must('attention.tell', { keys: standing })).toEqual({ keys: [] });
});
