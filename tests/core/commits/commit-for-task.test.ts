// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the variables of a message are written that way.
import { attentionEntries } from '@contract/attention-entries.ts';
import { commitSettingsSchema } from '@contract/commit-settings.ts';
import { fail, ok } from '@contract/result.ts';
import { settingsSchema } from '@contract/settings.ts';
import { describe, expect, it } from 'vitest';
import type { Stage } from '../../support/stage.ts';
import { create, openTeam, textsTo } from '../tasks/task-stage.ts';

const commit = 'c'.repeat(40);
const made = ok({ kind: 'committed' as const, commit, files: 2 });

const settings = (commits: object) => settingsSchema.parse({ recovery: { restart: 'off' }, commits });

/** task_1 is spec_1_1_1's, and it runs. */
const atWork = async (commits: object = { onTaskDone: true }): Promise<Stage> => {
  const stage = await openTeam();
  await stage.must('settings.set', settings(commits));
  await create(stage, 'mgr_1_1', { title: 'Tokens are used once' });
  await stage.must('tasks.claim', { task: 'task_1' }, stage.as('spec_1_1_1'));
  return stage;
};

const complete = (stage: Stage, by = 'spec_1_1_1') =>
  stage.call('tasks.complete', { task: 'task_1', summary: 'It is.' }, stage.as(by));

const task = (stage: Stage) => stage.store.view().tasks[0];
const kinds = (stage: Stage) =>
  stage.store.events({ after: 0, limit: 10_000, newest: false }).map(({ kind }) => kind);
const told = (stage: Stage) => attentionEntries(stage.store.view()).filter(({ kind }) => kind === 'commit');

describe('a task that its instance completes', () => {
  it('has what was left uncommitted as its evidence, with a message and trailers, and is done after it', async () => {
    const stage = await atWork({
      onTaskDone: true,
      message: '${title} (${task})\n\n${summary}\nBy ${instance} in ${run}, $${x}',
    });
    stage.commits.outcomes.push(made);
    expect(await complete(stage)).toMatchObject({ ok: true, value: { state: 'done', commits: [commit] } });
    expect(stage.commits.asked).toMatchObject([
      {
        worktree: '/worktrees/1/spec_1_1_1',
        branch: 'tutti/1/spec_1_1_1',
        message: 'Tokens are used once (task_1)\n\nIt is.\nBy spec_1_1_1 in 1, ${x}',
        trailers: [
          { key: 'Tutti-Instance', value: 'spec_1_1_1' },
          { key: 'Tutti-Task', value: '1/task_1' },
        ],
      },
    ]);
    expect(task(stage)).toMatchObject({ result: { commits: [commit] } });
    const all = kinds(stage);
    expect(all.indexOf('task.committed')).toBeLessThan(all.indexOf('task.completed'));
  });

  it('names a commit of Tutti’s once, also where the instance names it by its first digits', async () => {
    const stage = await atWork();
    stage.commits.outcomes.push(made);
    const input = { task: 'task_1', summary: 'Done', commits: ['ccccccc', 'abcdef1'] };
    const done = await stage.must('tasks.complete', input, stage.as('spec_1_1_1'));
    expect(done.result?.commits).toEqual(['ccccccc', 'abcdef1']);
  });

  it.each([
    ['by another', 'mgr_1_1', { onTaskDone: true }],
    ['where the person has not asked for it', 'spec_1_1_1', {}],
  ])('%s is done without a commit', async (_what, by, commits) => {
    const stage = await atWork(commits);
    expect(await complete(stage, by)).toMatchObject({ ok: true });
    expect(stage.commits.asked).toEqual([]);
  });

  it('is not done where that is refused; its instance hears it at once and the person is told, until it succeeds', async () => {
    const stage = await atWork();
    stage.commits.outcomes.push(ok({ kind: 'refused', by: 'pre-commit', words: '2 problems' }), made);
    const before = textsTo(stage, 'spec_1_1_1');
    expect(await complete(stage)).toMatchObject({
      ok: false,
      error: {
        code: 'wrong_state',
        field: 'task',
        message: expect.stringContaining('pre-commit refused it: 2 problems'),
      },
    });
    expect(task(stage)).toMatchObject({
      state: 'running',
      uncommitted: { reason: expect.stringContaining('2 problems') },
    });
    expect(told(stage)).toMatchObject([
      { instance: 'spec_1_1_1', text: expect.stringContaining('2 problems') },
    ]);
    expect(textsTo(stage, 'spec_1_1_1')).toEqual(before);
    expect(await complete(stage)).toMatchObject({ ok: true });
    expect([told(stage), task(stage)?.uncommitted]).toEqual([[], null]);
  });

  it('that took long tells its instance by a message, too: it may have given up its call', async () => {
    const stage = await atWork();
    stage.commits.meanwhile = () => stage.clock.advance(60_000);
    stage.commits.outcomes.push(ok({ kind: 'refused', by: 'pre-commit', words: 'slow' }));
    expect(await complete(stage)).toMatchObject({ ok: false });
    expect(textsTo(stage, 'spec_1_1_1').at(-1)).toContain('task_1 (Tokens are used once) is not completed');
  });

  it.each([
    [{ kind: 'busy', with: 'rebase' } as const, 'git rebase --abort'],
    [{ kind: 'elsewhere', on: 'mine' } as const, 'git checkout tutti/1/spec_1_1_1'],
    [{ kind: 'elsewhere', on: null } as const, 'no branch is checked out'],
    [{ kind: 'moved' } as const, 'call completeTask again'],
  ])('is told what is in the way: %j', async (outcome, words) => {
    const stage = await atWork();
    stage.commits.outcomes.push(ok(outcome));
    expect(await complete(stage)).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining(words) },
    });
  });

  it('tells the person how to give git a name', async () => {
    const stage = await atWork();
    stage.commits.outcomes.push(fail('git_failed', 'git does not know whose.', 'Type: git config'));
    await complete(stage);
    expect(told(stage)).toMatchObject([{ text: 'git does not know whose. Type: git config' }]);
  });

  it('is held to the locks of others', async () => {
    const stage = await atWork();
    await stage.must('locks.acquire', { paths: ['src/a.ts'] });
    expect(await complete(stage)).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('others have locked src/a.ts (person)') },
    });
    expect(kinds(stage)).toContain('instance.commitRefused');
  });

  it('that was cancelled while it was committed is not done, and keeps the commit', async () => {
    const stage = await atWork();
    stage.commits.outcomes.push(made);
    stage.commits.meanwhile = async () => {
      await stage.must('tasks.cancel', { task: 'task_1', reason: 'no' }, stage.as('mgr_1_1'));
    };
    expect(await complete(stage)).toMatchObject({ ok: false });
    expect(task(stage)).toMatchObject({ state: 'cancelled', commits: [commit] });
  });

  it('is settled in a batch with its commit', async () => {
    const stage = await openTeam();
    await stage.must('settings.set', settings({ onTaskDone: true }));
    await create(stage, 'mgr_1_1', { title: 'One of several' });
    await stage.must('parallel.execute', { tasks: ['task_1'] }, stage.as('mgr_1_1'));
    const assignee = task(stage)?.assignee ?? '';
    stage.commits.outcomes.push(ok({ kind: 'refused', by: 'pre-commit', words: 'no' }), made);
    expect(await complete(stage, assignee)).toMatchObject({ ok: false });
    expect(stage.store.view().batches[0]?.items[0]?.outcome).toBeNull();
    expect(await complete(stage, assignee)).toMatchObject({ ok: true });
    expect(stage.store.view().batches[0]).toMatchObject({ state: 'finished', items: [{ outcome: 'done' }] });
    expect(task(stage)?.result?.commits).toEqual([commit]);
  });
});

it('a commit that a host made and could not tell of is found by the next, once', async () => {
  const stage = await atWork();
  stage.commits.tips.set('tutti/1/spec_1_1_1 Tutti-Task: 1/task_1', { commit, files: 2 });
  const second = await stage.reborn();
  expect(task(second)).toMatchObject({ state: 'running', commits: [commit] });
  const third = await second.reborn();
  expect(task(third)?.commits).toEqual([commit]);
  expect(await complete(third)).toMatchObject({ ok: true, value: { result: { commits: [commit] } } });
});

it('the rules of the hook are written at the start, and whenever they are set', async () => {
  const stage = await openTeam();
  expect(stage.commits.rules.at(-1)).toEqual({ maxMegabytes: 50, secrets: 'refuse', allow: [] });
  await stage.must(
    'settings.set',
    settings({ maxMegabytes: 3, secrets: 'off', allow: ['./tests/fixtures/'] }),
  );
  expect(stage.commits.rules.at(-1)).toEqual({ maxMegabytes: 3, secrets: 'off', allow: ['tests/fixtures'] });
});

it.each([
  ['${titel}', 'nothing is called ${titel}'],
  ['', 'a commit needs a message'],
  ['${title', 'a ${ is not closed'],
  ['a\0', 'zero byte'],
])('the template %j is refused, with the field named', (message, words) => {
  const read = settingsSchema.safeParse({ commits: { message } });
  expect(read.error?.issues).toMatchObject([
    { path: ['commits', 'message'], message: expect.stringContaining(words) },
  ]);
  expect(commitSettingsSchema.safeParse({ message: '$${title} ${task}' }).success).toBe(true);
});
