import { holderOf } from '@contract/locks.ts';
import { describe, expect, test } from 'vitest';
import { settle } from '../../support/manual-clock.ts';
import { timersAtRest } from '../../support/stage.ts';
import { allLocks, ask, eventsOf, lock, lockStage, standing, unlock } from './lock-stage.ts';

describe('a lock', () => {
  test('is granted with a token that only grows, and is in the view and in the rows', async () => {
    const stage = await lockStage(2);
    const first = await lock(stage, 'exec_1', ['./src//a.ts', 'src/b/../b.ts'], { reason: 'parser' });
    expect(first).toMatchObject({
      holder: 'exec_1',
      paths: ['src/a.ts', 'src/b.ts'],
      state: 'held',
      mode: 'exclusive',
      reason: 'parser',
      place: null,
      waitsFor: [],
      expiresAt: null,
    });
    const second = await lock(stage, 'exec_2', 'docs');
    expect(second.token).toBeGreaterThan(first.token ?? Number.POSITIVE_INFINITY);
    const [grant] = eventsOf(stage, 'lock.granted');
    expect(grant).toMatchObject({ seq: first.token, actor: { kind: 'instance', id: 'exec_1' } });
    const view = await stage.must('view.get', {});
    expect(stage.store.view().locks).toEqual(view.locks);
    expect(holderOf(view.locks, 'docs/guide.md', 'exec_1')).toMatchObject([{ holder: 'exec_2' }]);
    expect(holderOf(view.locks, 'docs/guide.md', 'exec_2')).toEqual([]);
    expect(holderOf(view.locks, 'src/c.ts')).toEqual([]);
  });

  test.each([
    ['the same file', 'src/a.ts', 'src/a.ts'],
    ['another case', 'src/a.ts', 'SRC/A.TS'],
    ['a folder around it', 'src/a.ts', 'src'],
    ['a glob', 'src/a.ts', '**/*.ts'],
    ['two globs that meet', 'src/*.ts', '{src,lib}/a.*'],
  ])('keeps others from %s', async (_what, held, asked) => {
    const stage = await lockStage(2);
    await lock(stage, 'exec_1', held);
    expect(await lock(stage, 'exec_2', asked)).toMatchObject({ state: 'waiting', token: null, place: 1 });
    await unlock(stage, 'exec_1', { paths: [held] });
    expect(await standing(stage)).toEqual([`exec_2 exclusive held ${asked}`]);
  });

  test('on other paths is no obstacle, and shared ones stand beside each other', async () => {
    const stage = await lockStage();
    await lock(stage, 'exec_1', 'src/a.ts');
    expect(await lock(stage, 'exec_2', 'src/ab.ts')).toMatchObject({ state: 'held' });
    await lock(stage, 'exec_1', 'docs', { mode: 'shared' });
    expect(await lock(stage, 'exec_2', 'docs/a.md', { mode: 'shared' })).toMatchObject({ state: 'held' });
    expect(await lock(stage, 'exec_3', 'docs/b.md')).toMatchObject({ state: 'waiting' });
  });

  test('is had on all of its paths, or on none', async () => {
    const stage = await lockStage();
    const held = await lock(stage, 'exec_1', 'b');
    expect(await lock(stage, 'exec_2', ['a', 'b', 'c'])).toMatchObject({ state: 'waiting' });
    // It holds neither a nor c meanwhile, but is before whoever comes for them later.
    expect(await lock(stage, 'exec_3', 'd')).toMatchObject({ state: 'held' });
    expect(await lock(stage, 'exec_3', 'a')).toMatchObject({ state: 'waiting', place: 2 });
    await unlock(stage, 'exec_1', { token: held.token ?? 0 });
    expect(await standing(stage)).toEqual([
      'exec_2 exclusive held a b c',
      'exec_3 exclusive held d',
      'exec_3 exclusive waiting a',
    ]);
  });
});

describe('the queue', () => {
  test('tells its places, and is served in order', async () => {
    const stage = await lockStage(4);
    const { token } = await lock(stage, 'exec_1', 'a', { reason: 'rewrites it' });
    expect((await lock(stage, 'exec_2', 'a')).place).toBe(1);
    const third = await lock(stage, 'exec_3', 'a');
    expect(third).toMatchObject({
      place: 2,
      waitsFor: [
        { holder: 'exec_1', state: 'held', reason: 'rewrites it' },
        { holder: 'exec_2', state: 'waiting' },
      ],
    });
    expect(await lock(stage, 'exec_4', 'b')).toMatchObject({ state: 'held' });
    await unlock(stage, 'exec_1', { token: token ?? 0 });
    expect((await allLocks(stage)).map(({ holder, place }) => [holder, place])).toEqual([
      ['exec_2', null],
      ['exec_3', 1],
      ['exec_4', null],
    ]);
  });

  test('lets no shared lock past an exclusive one that waits', async () => {
    const stage = await lockStage(4);
    const { token } = await lock(stage, 'exec_1', 'a', { mode: 'shared' });
    await lock(stage, 'exec_2', 'a');
    expect(await lock(stage, 'exec_3', 'a', { mode: 'shared' })).toMatchObject({ state: 'waiting' });
    expect(await lock(stage, 'exec_4', 'a', { mode: 'shared' })).toMatchObject({ state: 'waiting' });
    await unlock(stage, 'exec_1', { token: token ?? 0 });
    expect(await standing(stage)).toContain('exec_2 exclusive held a');
    await unlock(stage, 'exec_2', { paths: ['a'] });
    expect(await standing(stage)).toEqual(['exec_3 shared held a', 'exec_4 shared held a']);
  });

  test('keeps the place of one who asks again, and a call that waits hears of its grant at once', async () => {
    const stage = await lockStage();
    await lock(stage, 'exec_1', 'a');
    const first = await lock(stage, 'exec_2', 'a');
    await lock(stage, 'exec_3', 'a');
    const waits = stage.must('locks.acquire', { paths: ['a'], wait: 50 }, stage.as('exec_2'));
    await settle();
    await unlock(stage, 'exec_1', { paths: ['a'] });
    expect(await waits).toMatchObject({ id: first.id, state: 'held', expiresAt: null });
  });

  test('answers a call that has waited long enough with its place', async () => {
    const stage = await lockStage(2);
    await lock(stage, 'exec_1', 'a');
    const waits = stage.must('locks.acquire', { paths: ['a'], wait: 5 }, stage.as('exec_2'));
    await stage.clock.advance(5000);
    expect(await waits).toMatchObject({ state: 'waiting', place: 1 });
    expect(stage.clock.pending, 'nothing waits for a call that has ended').toBe(timersAtRest);
  });

  test('tells who does not wait of its grant by a message, and passes on what nobody takes up', async () => {
    const stage = await lockStage();
    await lock(stage, 'exec_1', 'a');
    await lock(stage, 'exec_2', 'a', { reason: 'types' });
    await lock(stage, 'exec_3', 'a');
    await stage.clock.advance(3_600_000);
    await unlock(stage, 'exec_1', { paths: ['a'] });
    const messages = (await stage.must('view.get', {})).messages.flat();
    expect(messages).toMatchObject([{ from: 'tutti', to: 'exec_2' }]);
    expect(messages[0]?.preview).toMatch(/lock on a that you waited for, for: types is yours.*within 30 s/);
    expect(stage.terminals.paneOf('exec_2').received.join('')).toContain('lockFiles');
    await stage.clock.advance(30_000);
    expect(eventsOf(stage, 'lock.expired')).toMatchObject([
      { data: { holder: 'exec_2', why: 'not-taken-up' } },
    ]);
    expect(await standing(stage)).toEqual(['exec_3 exclusive held a']);
  });

  test('forgets a person who does not ask again', async () => {
    const stage = await lockStage();
    await lock(stage, 'exec_1', 'a');
    await lock(stage, 'person', 'a');
    await stage.clock.advance(29_000);
    await lock(stage, 'person', 'a');
    await stage.clock.advance(29_000);
    expect(await standing(stage)).toHaveLength(2);
    await stage.clock.advance(1000);
    expect(eventsOf(stage, 'lock.expired')).toMatchObject([
      { data: { holder: 'person', why: 'not-asked-again' } },
    ]);
  });

  test('a grant that is taken up stays', async () => {
    const stage = await lockStage();
    await lock(stage, 'exec_1', 'a');
    await lock(stage, 'exec_2', 'a');
    await unlock(stage, 'exec_1', { paths: ['a'] });
    const taken = await lock(stage, 'exec_2', 'a');
    expect(taken).toMatchObject({ state: 'held', expiresAt: null });
    await stage.clock.advance(3_600_000);
    expect(await standing(stage)).toEqual(['exec_2 exclusive held a']);
  });

  test('is left by taking a request back', async () => {
    const stage = await lockStage();
    await lock(stage, 'exec_1', 'a');
    const asked = await lock(stage, 'exec_2', 'a');
    const waits = stage.call('locks.acquire', { paths: ['a'], wait: 50 }, stage.as('exec_2'));
    await settle();
    expect(await unlock(stage, 'exec_2', { lock: asked.id })).toMatchObject({ ok: true });
    expect(await waits).toMatchObject({ ok: false, error: { code: 'wrong_state' } });
    expect(eventsOf(stage, 'lock.withdrawn')).toMatchObject([{ data: { holder: 'exec_2', why: 'asked' } }]);
  });
});

describe('who asks again for what it has', () => {
  test('has the same lock; a shared one becomes exclusive when it is alone', async () => {
    const stage = await lockStage(2);
    const shared = await lock(stage, 'exec_1', ['a', 'b'], { mode: 'shared' });
    expect((await lock(stage, 'exec_1', ['b', 'a'], { mode: 'shared' })).token).toBe(shared.token);
    const upgraded = await lock(stage, 'exec_1', ['a', 'b']);
    expect(upgraded).toMatchObject({ state: 'held', mode: 'exclusive' });
    expect(upgraded.token).toBeGreaterThan(shared.token ?? Number.POSITIVE_INFINITY);
    expect((await lock(stage, 'exec_1', ['a', 'b'], { mode: 'shared' })).token).toBe(upgraded.token);
    expect(await standing(stage)).toEqual(['exec_1 exclusive held a b']);
    expect(await unlock(stage, 'exec_1', { token: shared.token ?? 0 })).toMatchObject({
      error: { message: expect.stringContaining(`you hold it now with token ${upgraded.token}`) },
    });
  });

  test('waits with its upgrade for the other readers, before writers that wait for it', async () => {
    const stage = await lockStage(3);
    await lock(stage, 'exec_1', 'a', { mode: 'shared' });
    await lock(stage, 'exec_2', 'a', { mode: 'shared' });
    await lock(stage, 'exec_3', 'a');
    expect(await lock(stage, 'exec_1', 'a')).toMatchObject({ state: 'waiting', mode: 'exclusive' });
    await unlock(stage, 'exec_2', { paths: ['a'] });
    expect(await standing(stage)).toEqual(['exec_3 exclusive waiting a', 'exec_1 exclusive held a']);
  });

  test('of two upgraders the younger is refused', async () => {
    const stage = await lockStage(2);
    await lock(stage, 'exec_1', 'a', { mode: 'shared' });
    await lock(stage, 'exec_2', 'a', { mode: 'shared' });
    await lock(stage, 'exec_1', 'a');
    expect(await ask(stage, 'exec_2', 'a')).toMatchObject({ ok: false, error: { code: 'deadlock' } });
  });

  test('a request for exclusive takes the place of one for shared, last in the queue', async () => {
    const stage = await lockStage();
    await lock(stage, 'exec_1', 'a');
    await lock(stage, 'exec_2', 'a', { mode: 'shared' });
    await lock(stage, 'exec_3', 'a');
    await lock(stage, 'exec_2', 'a');
    expect(await standing(stage)).toEqual([
      'exec_1 exclusive held a',
      'exec_3 exclusive waiting a',
      'exec_2 exclusive waiting a',
    ]);
  });
});

describe('a deadlock', () => {
  test('of three is refused to the youngest, with the circle named', async () => {
    const stage = await lockStage(3);
    await lock(stage, 'exec_1', 'src/a.ts');
    await lock(stage, 'exec_2', 'src/b.ts');
    const { token } = await lock(stage, 'exec_3', 'src/c.ts');
    await lock(stage, 'exec_1', 'src/b.ts');
    await lock(stage, 'exec_2', 'src/c.ts');
    const refused = await ask(stage, 'exec_3', 'src/a.ts', { wait: 50 });
    expect(refused).toMatchObject({
      ok: false,
      error: {
        code: 'deadlock',
        message: expect.stringContaining(
          'exec_3 -> exec_1 (src/a.ts) -> exec_2 (src/b.ts) -> exec_3 (src/c.ts)',
        ),
        remedy: expect.stringContaining(`token ${token} on src/c.ts`),
      },
    });
    expect(eventsOf(stage, 'lock.refused')).toMatchObject([
      {
        data: {
          holder: 'exec_3',
          circle: [{ waitsFor: 'exec_1' }, { waitsFor: 'exec_2' }, { waitsFor: 'exec_3' }],
        },
      },
    ]);
    expect(await standing(stage)).toHaveLength(5);
  });

  test('that a grant brings about is found, and its youngest waiter told', async () => {
    const stage = await lockStage(4);
    await lock(stage, 'exec_1', 'a');
    await lock(stage, 'exec_2', 'b');
    await lock(stage, 'exec_4', 'b');
    // Each in the queue for b; exec_4 is before exec_1, and asks for what that holds.
    await lock(stage, 'exec_1', 'b');
    const waits = ask(stage, 'exec_4', 'a', { wait: 50 });
    await settle();
    await unlock(stage, 'exec_2', { paths: ['b'] });
    expect(await waits).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('exec_4 -> exec_1 (a) -> exec_4 (b)') },
    });
    expect(await standing(stage)).toEqual([
      'exec_1 exclusive held a',
      'exec_4 exclusive held b',
      'exec_1 exclusive waiting b',
    ]);
  });

  test('is not made of the order of the queue: who is waited for goes before who waits for it', async () => {
    const stage = await lockStage(2);
    await lock(stage, 'exec_1', 'a');
    await lock(stage, 'exec_2', ['a', 'b']);
    expect(await lock(stage, 'exec_1', 'b')).toMatchObject({ state: 'held' });
  });
});

describe('a token', () => {
  test('that is old acts on nothing, and the newer is named', async () => {
    const stage = await lockStage(2);
    const first = await lock(stage, 'exec_1', 'a');
    await unlock(stage, 'exec_1', { token: first.token ?? 0 });
    const second = await lock(stage, 'exec_2', 'a');
    expect(await unlock(stage, 'exec_1', { token: first.token ?? 0 })).toMatchObject({
      ok: false,
      error: {
        code: 'wrong_state',
        field: 'token',
        message: expect.stringContaining(`exec_2 holds it now with token ${second.token}`),
      },
    });
    expect(await standing(stage)).toEqual(['exec_2 exclusive held a']);
  });

  test('of another is refused, one that never was is not known, and the person may end any', async () => {
    const stage = await lockStage(2);
    const { token, id } = await lock(stage, 'exec_1', 'a');
    expect(await unlock(stage, 'exec_2', { token: token ?? 0 })).toMatchObject({
      error: { code: 'refused' },
    });
    expect(await unlock(stage, 'exec_2', { lock: id })).toMatchObject({ error: { code: 'refused' } });
    expect(await unlock(stage, 'exec_1', { token: 1 })).toMatchObject({ error: { code: 'not_found' } });
    expect(await unlock(stage, 'exec_1', { token: 999_999 })).toMatchObject({ error: { code: 'not_found' } });
    expect(await unlock(stage, 'exec_1', { paths: ['b'] })).toMatchObject({
      error: { code: 'not_found', message: expect.stringContaining(`token ${token} (a)`) },
    });
    expect(await unlock(stage, 'exec_1', {})).toMatchObject({ error: { code: 'bad_input' } });
    expect(await unlock(stage, 'person', { lock: id })).toMatchObject({ ok: true });
    expect(eventsOf(stage, 'lock.released')).toMatchObject([
      { actor: { kind: 'person' }, data: { holder: 'exec_1', why: 'forced' } },
    ]);
    const [told] = (await stage.must('view.get', {})).messages.flat();
    expect(told).toMatchObject({ from: 'tutti', to: 'exec_1' });
    expect(told?.preview).toContain(`ended your lock on a (token ${token})`);
  });
});

test('fifty at once for one file: one has it, all others wait in order, and each gets it in its turn', async () => {
  const stage = await lockStage(50);
  const ids = Array.from({ length: 50 }, (_, at) => `exec_${at + 1}`);
  const answers = await Promise.all(ids.map((id) => lock(stage, id, 'package.json', { wait: 0 })));
  expect(answers.filter(({ state }) => state === 'held')).toHaveLength(1);
  const served: string[] = [];
  for (let turn = 0; turn < 50; turn += 1) {
    const held = (await allLocks(stage)).filter(({ state }) => state === 'held');
    expect(held).toHaveLength(1);
    served.push(held[0]?.holder ?? '');
    await unlock(stage, held[0]?.holder ?? '', { token: held[0]?.token ?? 0 });
  }
  expect(served).toEqual(ids);
  expect(await standing(stage)).toEqual([]);
});

test('the person locks too, and nobody locks before there is a run', async () => {
  const none = await lockStage(0);
  expect(await ask(none, 'person', 'a')).toMatchObject({ ok: false, error: { code: 'wrong_state' } });
  const stage = await lockStage(1);
  await lock(stage, 'person', 'a');
  expect(await lock(stage, 'exec_1', 'a')).toMatchObject({
    state: 'waiting',
    waitsFor: [{ holder: 'person' }],
  });
});
