// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of profiles are written that way.
import { expect, test } from 'vitest';
import { aCommit, hashOf } from '../../support/fake-worktree-watches.ts';
import { hooked, openStage, type Stage } from '../../support/stage.ts';

/** One whose prompt can be read on its command line. */
const told = { ...hooked, args: ['${prompt}'] };
const folderOf = (id: string): string => `/worktrees/1/${id}`;

const family = async (): Promise<Stage> => {
  const stage = await openStage([told]);
  const profile = 'hooked';
  const confirm = false;
  await stage.must('instances.spawn', { profile, role: 'executive', confirm });
  await stage.must('instances.spawn', {
    profile,
    role: 'specialist',
    parent: 'exec_1',
    confirm,
    task: 'the lexer',
  });
  await stage.must('instances.spawn', {
    profile,
    role: 'specialist',
    parent: 'exec_1',
    confirm,
    task: 'the parser',
  });
  return stage;
};

/** What it was told as it was started last. */
const promptOf = ({ terminals }: Stage, id: string): string => terminals.paneOf(id).spec.args.join('\n');

test('a new instance is told what those beside it have changed, committed and locked', async () => {
  const stage = await family();
  stage.worktreeWatches.look(folderOf('spec_1_1'), {
    commits: [aCommit(hashOf('a'), ['src/done.ts', 'src/also.ts'])],
  });
  stage.worktreeWatches.write(folderOf('spec_1_1'), 'src/lexer.ts');
  await stage.must('locks.acquire', { paths: ['src/lexer'] }, stage.as('spec_1_1'));
  await stage.must('instances.spawn', {
    profile: 'hooked',
    role: 'specialist',
    parent: 'exec_1',
    confirm: false,
  });
  expect(promptOf(stage, 'spec_1_3')).toContain(
    '- spec_1_1 is ready: the lexer; has changed src/lexer.ts; has committed src/done.ts, src/also.ts; has locked src/lexer',
  );
  expect(promptOf(stage, 'spec_1_3')).toContain('- spec_1_2 is ready: the parser\n');
});

test('one that starts again is told of locks on the files of its tasks, and of what they wait for', async () => {
  const stage = await family();
  const [first] = await stage.must('tasks.create', { tasks: [{ title: 'tokens', files: ['src/lexer.ts'] }] });
  const [second] = await stage.must('tasks.create', {
    tasks: [{ title: 'trees', files: ['src/parser'], dependencies: [first?.id ?? ''] }],
  });
  await stage.must('tasks.assign', { task: first?.id ?? '', to: 'spec_1_1' });
  const done = { task: first?.id ?? '', summary: 'done', commits: [], tests: [] };
  await stage.must('tasks.complete', done, stage.as('spec_1_1'));
  await stage.must('tasks.assign', { task: second?.id ?? '', to: 'spec_1_2' });
  // What it was built on is sent back: it waits again.
  await stage.must('tasks.review', { task: first?.id ?? '', accept: false, comment: 'not yet' });
  await stage.must('locks.acquire', { paths: ['src/parser/tree.ts', 'docs'] }, stage.as('spec_1_1'));
  await stage.must('instances.restart', { id: 'spec_1_2' });
  const prompt = promptOf(stage, 'spec_1_2');
  expect(prompt).toContain('- src/parser/tree.ts: exclusive, by spec_1_1\n');
  expect(prompt).toContain('- task_2 waits for task_1 (assigned with spec_1_1): tokens');
});

test('it stays short, however much the others do', async () => {
  const stage = await openStage([told]);
  const profile = 'hooked';
  const confirm = false;
  await stage.must('settings.set', {
    ...stage.store.view().settings,
    limits: { ...stage.store.view().settings.limits, childrenEach: 50 },
  });
  await stage.must('instances.spawn', { profile, role: 'executive', confirm });
  for (let at = 1; at <= 20; at += 1) {
    await stage.must('instances.spawn', {
      profile,
      role: 'specialist',
      parent: 'exec_1',
      confirm,
      task: 'x'.repeat(500),
    });
    const paths = Array.from({ length: 60 }, (_, file) => `${'long'.repeat(40)}/${at}/${file}.ts`);
    stage.worktreeWatches.write(folderOf(`spec_1_${at}`), ...paths);
    await stage.must('locks.acquire', { paths }, stage.as(`spec_1_${at}`));
  }
  await stage.must('instances.spawn', { profile, role: 'specialist', parent: 'exec_1', confirm });
  const prompt = promptOf(stage, 'spec_1_21');
  const standing = prompt.slice(prompt.indexOf('Beside you:'));
  expect(standing).toContain('- and 8 more: `list` shows them.');
  const lines = standing.split('\n').filter((line) => line.startsWith('- spec_'));
  expect(lines).toHaveLength(12);
  for (const line of lines) expect(line.length).toBeLessThan(450);
});
