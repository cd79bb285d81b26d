import { fail } from '@contract/result.ts';
import { expect, test } from 'vitest';
import { gitHubRemote } from '../../support/fake-publisher.ts';
import type { Stage } from '../../support/stage.ts';
import { mergeStage, work } from '../merges/merge-stage.ts';

const id = 'spec_1_1_1';

const kinds = (stage: Stage): string[] =>
  stage.store
    .events({ after: 0, limit: 5000, newest: false })
    .map(({ kind }) => kind)
    .filter((kind) => /^branch\.(?:published|proposed|unpublished)$/.test(kind));

const ready = async (): Promise<{ stage: Stage; tip: string; branch: string }> => {
  const stage = await mergeStage(1);
  const tip = work(stage, id, { 'src/a.ts': 'one\n' });
  stage.publisher.remotesThere = [gitHubRemote()];
  const branch = stage.store.view().instances[id]?.branch ?? '';
  return { stage, tip, branch };
};

test('a plan says what would happen, and changes nothing', async () => {
  const { stage, tip, branch } = await ready();
  const seq = stage.store.view().seq;
  const plan = await stage.must('publish.plan', { id });
  expect(plan).toMatchObject({
    ...{ branch, id, tip, remote: 'origin', as: branch, seen: null, base: 'main', head: branch },
    ...{ repository: 'github.com/ada/orders', gh: { state: 'ready' }, trouble: null },
    page: `https://github.com/ada/orders/compare/main...${branch}?expand=1`,
  });
  expect(plan.title).not.toBe('');
  expect(stage.store.view().seq).toBe(seq);
  expect(stage.publisher.pushed).toEqual([]);
  expect(await stage.must('publish.plan', { branch, as: 'auth', base: 'next' })).toMatchObject({
    ...{ id, as: 'auth', head: 'auth', base: 'next' },
  });
});

test('from a fork the pull request goes to upstream', async () => {
  const { stage, branch } = await ready();
  stage.publisher.remotesThere = [gitHubRemote(), gitHubRemote('upstream', 'team/orders')];
  stage.publisher.defaults.set('upstream', 'develop');
  expect(await stage.must('publish.plan', { id })).toMatchObject({
    ...{ remote: 'origin', repository: 'github.com/team/orders', head: `ada:${branch}`, base: 'develop' },
  });
});

test('a repository without a remote has a plan that says what to do, and is not pushed', async () => {
  const { stage } = await ready();
  stage.publisher.remotesThere = [];
  expect(await stage.must('publish.plan', { id })).toMatchObject({
    trouble: { remedy: 'Add one: git remote add origin URL' },
  });
  expect(await stage.call('publish.push', { id })).toMatchObject({ error: { code: 'not_found' } });
  expect(await stage.call('publish.plan', { id, remote: 'fork' })).toMatchObject({
    error: { code: 'not_found', field: 'remote' },
  });
});

test('a branch is pushed, its pull request opened, and both are facts of the person’s', async () => {
  const { stage, tip, branch } = await ready();
  const done = await stage.must('publish.push', {
    ...{ id, as: 'auth', tip, pullRequest: { title: 'Auth', body: 'why', base: 'main', draft: true } },
  });
  expect(done).toMatchObject({
    ...{ branch, remote: 'origin', as: 'auth', tip, trouble: null },
    pullRequest: { url: 'https://github.com/ada/orders/pull/7', existing: false },
  });
  expect(stage.publisher.pushed).toEqual([`origin ${tip} auth`]);
  expect(stage.publisher.opened).toEqual([
    {
      ...{ repository: 'github.com/ada/orders', head: 'auth', base: 'main' },
      ...{ title: 'Auth', body: 'why', draft: true },
    },
  ]);
  expect(kinds(stage)).toEqual(['branch.published', 'branch.proposed']);
});

test('what has moved on since it was looked at is not pushed', async () => {
  const { stage, tip } = await ready();
  work(stage, id, { 'src/b.ts': 'later\n' });
  expect(await stage.call('publish.push', { id, tip })).toMatchObject({
    error: { code: 'wrong_state', field: 'tip' },
  });
  expect(stage.publisher.pushed).toEqual([]);
});

test.each(['missing', 'logged-out', 'elsewhere'] as const)(
  'where gh is %s no pull request is promised, and nothing is pushed for it',
  async (state) => {
    const { stage } = await ready();
    stage.publisher.ghThere = { state, says: 'no' };
    const wish = { id, pullRequest: { title: 'Auth' } };
    const refused = await stage.call('publish.push', wish);
    expect(refused).toMatchObject({ error: { code: 'unsupported', field: 'pullRequest' } });
    expect(stage.publisher.pushed).toEqual([]);
    await stage.must('publish.push', { id });
    expect(stage.publisher.pushed).toHaveLength(1);
  },
);

test('a pull request into its own branch is refused before anything is pushed', async () => {
  const { stage } = await ready();
  const wish = { id, as: 'main', pullRequest: { title: 'Auth', base: 'main' } };
  expect(await stage.call('publish.push', wish)).toMatchObject({ error: { field: 'base' } });
  expect(stage.publisher.pushed).toEqual([]);
});

test('a push that fails, and a pull request that fails, are told apart', async () => {
  const { stage } = await ready();
  stage.publisher.openAnswer = fail('git_failed', 'gh says no', 'Look at it.');
  expect(await stage.must('publish.push', { id, pullRequest: { title: 'Auth' } })).toMatchObject({
    ...{ pullRequest: null, trouble: { message: 'gh says no' } },
  });
  stage.publisher.pushAnswer = fail('wrong_state', 'it has moved on there', 'Fetch it.');
  expect(await stage.call('publish.push', { id })).toMatchObject({
    error: { message: 'it has moved on there' },
  });
  expect(kinds(stage)).toEqual(['branch.published', 'branch.unpublished', 'branch.unpublished']);
});

test('one push of a branch at a time, and it can be cancelled', async () => {
  const { stage, branch } = await ready();
  stage.publisher.hangs = true;
  const pushing = stage.call('publish.push', { id });
  expect(await stage.call('publish.push', { branch })).toMatchObject({ error: { code: 'wrong_state' } });
  expect(await stage.must('publish.cancel', { id })).toEqual({ cancelled: true });
  expect(await pushing).toMatchObject({ ok: false, error: { message: 'The push was cancelled.' } });
  expect(await stage.must('publish.cancel', { id })).toEqual({ cancelled: false });
  stage.publisher.hangs = false;
  await stage.must('publish.push', { id });
});

test.each(['exec_1', 'mgr_1_1', id])('%s publishes nothing', async (who) => {
  const { stage } = await ready();
  expect(await stage.call('publish.push', { id }, stage.as(who))).toMatchObject({
    error: { code: 'refused' },
  });
  expect(await stage.call('publish.plan', { id }, stage.as(who))).toMatchObject({
    error: { code: 'refused' },
  });
  expect(stage.publisher.pushed).toEqual([]);
});

test('wrong input is named', async () => {
  const { stage, branch } = await ready();
  expect(await stage.call('publish.plan', {})).toMatchObject({ error: { field: 'id' } });
  expect(await stage.call('publish.plan', { id, branch })).toMatchObject({ error: { field: 'branch' } });
  expect(await stage.call('publish.plan', { branch: 'nowhere' })).toMatchObject({
    error: { code: 'not_found', field: 'branch' },
  });
});
