import { describe, expect, test } from 'vitest';
import { settle } from '../../support/manual-clock.ts';
import { allLocks, ask, eventsOf, lock, lockStage, standing, unlock } from './lock-stage.ts';

const ends = async (stage: Awaited<ReturnType<typeof lockStage>>, id: string): Promise<void> => {
  stage.terminals.exit(id, 1);
  await settle();
};

describe('when its holder ends', () => {
  test('by a crash, its locks stay for the time of grace, its requests go', async () => {
    const stage = await lockStage();
    await lock(stage, 'exec_1', 'a');
    await lock(stage, 'exec_2', 'b');
    await lock(stage, 'exec_1', 'b');
    await lock(stage, 'exec_3', 'a');
    await ends(stage, 'exec_1');
    expect(await standing(stage)).toEqual([
      'exec_1 exclusive held a',
      'exec_2 exclusive held b',
      'exec_3 exclusive waiting a',
    ]);
    expect((await allLocks(stage))[0]?.graceUntil).toBe(stage.clock.now() + 60_000);
    await stage.clock.advance(49_000);
    const waits = ask(stage, 'exec_3', 'a', { wait: 50 });
    await stage.clock.advance(11_000);
    expect(await waits).toMatchObject({ ok: true, value: { state: 'held' } });
    expect(eventsOf(stage, 'lock.expired')).toMatchObject([
      { actor: { kind: 'tutti' }, data: { holder: 'exec_1', why: 'grace' } },
    ]);
    const { messages } = await stage.must('view.get', {});
    expect(messages.flat()).toMatchObject([{ from: 'tutti', to: 'exec_1', state: 'queued' }]);
  });

  test('and is restarted in time, it has them still', async () => {
    const stage = await lockStage(1);
    const { token } = await lock(stage, 'exec_1', 'a');
    await ends(stage, 'exec_1');
    await stage.clock.advance(59_000);
    await stage.must('instances.restart', { id: 'exec_1' });
    await stage.clock.advance(600_000);
    expect(await allLocks(stage)).toMatchObject([{ token, graceUntil: null, state: 'held' }]);
  });

  test('by being terminated or by saying that it is done, they end at once and the next has them', async () => {
    const stage = await lockStage();
    await lock(stage, 'exec_1', 'a');
    const waits = ask(stage, 'exec_2', 'a', { wait: 50 });
    await settle();
    await stage.must('instances.terminate', { id: 'exec_1' });
    expect(await waits).toMatchObject({ ok: true, value: { state: 'held', expiresAt: null } });
    await stage.must('instances.reportProgress', { summary: 'all', done: true }, stage.as('exec_2'));
    expect(await standing(stage)).toEqual([]);
    expect(eventsOf(stage, 'lock.released').map(({ data, cause }) => [data, cause !== null])).toMatchObject([
      [{ holder: 'exec_1', why: 'terminated' }, true],
      [{ holder: 'exec_2', why: 'done' }, true],
    ]);
    // What it takes up after that is another piece of work.
    await lock(stage, 'exec_2', 'b');
    stage.terminals.exit('exec_3', 0);
    await settle();
    expect(await standing(stage)).toEqual(['exec_2 exclusive held b']);
    expect(await ask(stage, 'exec_1', 'a')).toMatchObject({ ok: false, error: { code: 'wrong_state' } });
  });

  test('with the run, and another run begins with none', async () => {
    const stage = await lockStage(1);
    await lock(stage, 'person', 'docs');
    await stage.must('instances.terminate', { id: 'exec_1' });
    await stage.must('runs.end', {});
    expect(eventsOf(stage, 'lock.released')).toMatchObject([{ data: { why: 'run-ended' } }]);
    expect((await stage.must('view.get', {})).locks).toEqual([]);
  });
});

describe('a lease', () => {
  test('ends unless the same is asked for again', async () => {
    const stage = await lockStage(2);
    const { token } = await lock(stage, 'exec_1', 'a', { leaseSeconds: 100 });
    await stage.clock.advance(99_000);
    expect((await lock(stage, 'exec_1', 'a')).token).toBe(token);
    await stage.clock.advance(99_000);
    const waits = ask(stage, 'exec_2', 'a', { wait: 2 });
    await stage.clock.advance(1000);
    expect(await waits).toMatchObject({ ok: true, value: { holder: 'exec_2', state: 'held' } });
    expect(await unlock(stage, 'exec_1', { token: token ?? 0 })).toMatchObject({
      error: { message: expect.stringContaining('exec_2 holds it now') },
    });
  });

  test('of one who waited begins with the grant', async () => {
    const stage = await lockStage(2);
    await lock(stage, 'exec_1', 'a');
    const waits = ask(stage, 'exec_2', 'a', { wait: 50, leaseSeconds: 100 });
    await stage.clock.advance(40_000);
    await unlock(stage, 'exec_1', { paths: ['a'] });
    expect(await waits).toMatchObject({ value: { expiresAt: stage.clock.now() + 100_000 } });
  });
});

describe('when the host is killed', () => {
  test('holders that live keep their locks and waiters their places; the dead start their grace', async () => {
    const first = await lockStage(4);
    const { token } = await lock(first, 'exec_1', 'a');
    await lock(first, 'exec_2', 'b');
    await lock(first, 'exec_3', 'a');
    await lock(first, 'exec_4', 'a');
    const before = await allLocks(first);
    const pane = first.terminals.paneOf('exec_2');
    pane.info = { ...pane.info, exit: { status: null, signal: 'SIGKILL' } };
    const stage = await first.reborn();
    const after = await allLocks(stage);
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(after).toMatchObject([
      { holder: 'exec_1', token, graceUntil: null },
      { holder: 'exec_2', graceUntil: stage.clock.now() + 60_000 },
      { holder: 'exec_3', place: 1 },
      { holder: 'exec_4', place: 2 },
    ]);
    const waits = ask(stage, 'exec_3', 'a', { wait: 50 });
    await settle();
    await unlock(stage, 'exec_1', { token: token ?? 0 });
    expect(await waits).toMatchObject({ value: { id: before[2]?.id, state: 'held' } });
    await stage.clock.advance(60_000);
    expect(await standing(stage)).toEqual(['exec_3 exclusive held a', 'exec_4 exclusive waiting a']);
  });

  test('between an end and what follows from it, that is made up for', async () => {
    const first = await lockStage(3);
    await lock(first, 'exec_1', 'a');
    await lock(first, 'exec_2', 'b');
    await lock(first, 'exec_3', 'a');
    // As a host leaves it that was killed right after these two events.
    const change = { from: 'ready', witness: 'tool', reason: 'test' } as const;
    first.store.commit(
      [
        { kind: 'instance.changed', data: { id: 'exec_1', to: 'terminated', ...change } },
        { kind: 'instance.changed', data: { id: 'exec_2', to: 'done', ...change } },
      ].map((event) => ({ ...event, actor: { kind: 'tutti' }, run: 1, cause: null }) as never),
    );
    const stage = await first.reborn();
    expect(await standing(stage)).toEqual(['exec_3 exclusive held a']);
  });
});
