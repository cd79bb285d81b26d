import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../../support/headless-host.ts';
import { eventually, expect, type PatternCrew, test } from '../../support/pattern-crew.ts';

const statesOf = async (crew: PatternCrew): Promise<Record<string, string>> =>
  Object.fromEntries(Object.values((await crew.view()).instances).map(({ id, state }) => [id, state]));

const pidsOf = (crew: PatternCrew, ids: readonly string[]): Promise<number[]> =>
  Promise.all(ids.map((id) => crew.pid(id)));

test('terminate ends a whole subtree, children before parents, and nobody else', async ({ crew }) => {
  const [, first = '', second = ''] = await crew.hire({ managers: 2, specialists: 2 });
  const mine = [first, 'spec_1_1_1', 'spec_1_1_2'];
  const others = ['exec_1', second, 'spec_1_2_1', 'spec_1_2_2'];
  const [ending, staying] = [await pidsOf(crew, mine), await pidsOf(crew, others)];
  await crew.as('exec_1').must('terminate', { id: first, reason: 'its part is merged' });
  expect(ending.filter(isAlive)).toEqual([]);
  expect(staying.every(isAlive)).toBe(true);
  expect(await statesOf(crew)).toEqual({
    ...Object.fromEntries(mine.map((id) => [id, 'terminated'])),
    ...Object.fromEntries(others.map((id) => [id, 'ready'])),
  });
  const changes = await crew.events(['instance.changed']);
  const ended = changes.filter(({ data }) => data.to === 'terminated');
  expect(ended.at(-1)?.data.id).toBe(first);
  for (const event of ended)
    expect(event).toMatchObject({
      actor: { kind: 'instance', id: 'exec_1' },
      data: { reason: 'ended by exec_1: its part is merged' },
    });
});

test('terminate without its children leaves them at work', async ({ crew }) => {
  const [, manager = '', specialist = ''] = await crew.hire({ managers: 1, specialists: 1 });
  const [gone = 0] = await pidsOf(crew, [manager]);
  const before = await crew.instance(specialist);
  await crew.as('exec_1').must('terminate', { id: manager, children: false });
  expect(isAlive(gone)).toBe(false);
  expect(await statesOf(crew)).toEqual({ exec_1: 'ready', mgr_1_1: 'terminated', spec_1_1_1: 'ready' });
  const message = await crew.send(specialist, '/echo still at work');
  expect((await crew.message(message)).state).toBe('accepted');
  await crew.shown(specialist, 'still at work');
  const { pid, pane, incarnation, parent } = before;
  expect(await crew.instance(specialist)).toMatchObject({ pid, pane, incarnation, parent });
});

test('a shutdown loses nothing', async ({ crew }) => {
  const profile = crew.script('never-saves', ['never-save']);
  const [, manager = '', saver = ''] = await crew.hire({ managers: 1, specialists: 1 });
  const careless = await crew.spawn('specialist', { profile, parent: manager });
  await crew.state(careless, 'ready');
  const places = new Map<string, string>();
  for (const id of [manager, saver, careless]) {
    const { cwd } = await crew.instance(id);
    places.set(id, cwd);
    writeFileSync(join(cwd, 'work.txt'), `of ${id}\n`);
    await eventually('that was seen', async () => (await crew.instance(id)).work.changed === 1);
  }
  await crew.as('exec_1').must('shutdown', { id: manager, seconds: 120, reason: 'for today' });
  for (const id of [manager, saver])
    await eventually('it has saved', async () => (await crew.instance(id)).work.commits === 1);
  // One that does not is waited for, until it can't any more.
  expect((await crew.events(['shutdown.ending'])).length).toBe(0);
  const notices = (await crew.view()).messages
    .flat()
    .filter(({ preview }) => preview.startsWith('Shutdown by exec_1'));
  expect(notices.map(({ to }) => to)).toEqual([manager, saver, careless]);
  for (const { id } of notices) expect(await crew.message(id)).toMatchObject({ state: 'accepted' });
  process.kill(await crew.pid(careless), 'SIGKILL');
  const { data } = await crew.event('shutdown.finished');
  expect(data.ended).toEqual([manager, saver, careless]);
  expect(data.left).toMatchObject([{ id: careless, files: 1 }]);
  const changes = await crew.events(['instance.changed']);
  const order = changes.filter(({ data: { to } }) => to === 'terminated').map(({ data: { id } }) => id);
  expect(order.slice(0, 2).sort()).toEqual([saver, careless]);
  expect(order.slice(2)).toEqual([manager]);
  for (const [id, cwd] of places) {
    const git = (...words: string[]) => execFileSync('git', words, { cwd, encoding: 'utf8' }).trim();
    expect(existsSync(join(cwd, 'work.txt'))).toBe(true);
    expect(git('status', '--porcelain')).toBe(id === careless ? '?? work.txt' : '');
    expect(git('log', '-1', '--format=%s')).toBe(
      id === careless ? 'Start' : 'wip: as it stood at the shutdown',
    );
  }
  expect(await statesOf(crew)).toMatchObject({ exec_1: 'ready' });
});
