import { lockVerbs } from '@contract/lock-verbs.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { callVerb } from '../../../src-main/core/doors/call-verb.ts';
import type { Stage } from '../../support/stage.ts';
import { ask, eventsOf, lock, lockStage, standing, unlock } from './lock-stage.ts';

/** As a door calls: with whatever came from outside. */
const call = (stage: Stage, who: string, verb: string, input: unknown) =>
  callVerb(stage.project as never, stage.as(who), verb, input, stage.log);

describe('a path', () => {
  test.each([
    ['up and out', '../other/a.ts'],
    ['out through the middle', 'src/../../a.ts'],
    ['absolute', '/etc/passwd'],
    ['absolute, out of its worktree', '/worktrees/1/exec_1/../../../etc/passwd'],
    ['in a worktree of another run', '/worktrees/9/exec_1/src/a.ts'],
    ['of a home', '~/a.ts'],
    ['of git’s own', '.git/config'],
    ['of git’s own, in another case', '.GIT/config'],
    ['of a worktree, git’s own', '/worktrees/1/exec_1/.Git'],
    ['by a link that leads out', 'link-out/a.ts'],
    ['everything', '**'],
    ['everything, in other words', '*/**'],
    ['the whole worktree', '/worktrees/1/exec_1'],
    ['the project itself', '.'],
    ['empty', ' '],
    ['with a backslash', 'src\\a.ts'],
    ['with a zero byte', 'src/\0a.ts'],
    ['endless', 'a/'.repeat(2000)],
  ])('%s is refused by its place in the list', async (_what, path) => {
    const stage = await lockStage(1);
    const refused = await ask(stage, 'exec_1', ['src/ok.ts', path]);
    expect(refused).toMatchObject({ ok: false, error: { code: 'bad_input', field: 'paths.1' } });
    if (!refused.ok) expect(refused.error.remedy).toContain('paths.1');
    expect(await standing(stage)).toEqual([]);
  });

  test('may be the whole one in any worktree of the run, or one by a link within', async () => {
    const stage = await lockStage(2);
    const { paths } = await lock(stage, 'exec_1', [
      '/worktrees/1/exec_1/src/./a.ts',
      '/worktrees/1/exec_2/docs/',
      '/repository/lib/*.ts',
      'link-in/b.ts',
      'src/a.ts',
    ]);
    expect(paths).toEqual(['src/a.ts', 'docs', 'lib/*.ts', 'src/b.ts']);
    expect(
      await unlock(stage, 'exec_1', { paths: ['lib/*.ts', 'docs', 'src/b.ts', 'src/a.ts'] }),
    ).toMatchObject({
      ok: true,
    });
  });
});

describe('other fields', () => {
  test.each([
    [{ paths: [] }, 'paths'],
    [{ paths: 'src' }, 'paths'],
    [{ paths: Array.from({ length: 101 }, (_, at) => `f${at}`) }, 'paths'],
    [{ paths: ['a'], wait: -1 }, 'wait'],
    [{ paths: ['a'], wait: 51 }, 'wait'],
    [{ paths: ['a'], leaseSeconds: -5 }, 'leaseSeconds'],
    [{ paths: ['a'], leaseSeconds: 1e9 }, 'leaseSeconds'],
    [{ paths: ['a'], mode: 'both' }, 'mode'],
    [{ paths: ['a'], reason: 'x'.repeat(10_000_000) }, 'reason'],
  ])('%j is refused, naming %s', async (input, field) => {
    const stage = await lockStage(1);
    expect(await call(stage, 'exec_1', 'locks.acquire', input)).toMatchObject({
      ok: false,
      error: {
        code: 'bad_input',
        field: expect.stringContaining(field),
        remedy: expect.stringContaining(field),
      },
    });
  });

  test('too many locks are refused', async () => {
    const stage = await lockStage(1);
    for (let at = 0; at < 200; at += 1)
      await stage.project.call(stage.as('exec_1'), 'locks.acquire', {
        paths: [`f${at}`],
        mode: 'exclusive',
        wait: 0,
        reason: '',
      });
    expect(await ask(stage, 'exec_1', 'one-more')).toMatchObject({ error: { code: 'limit_reached' } });
    expect(await ask(stage, 'exec_1', 'f7')).toMatchObject({ ok: true });
  });
});

test('whatever is sent, it is answered with a result, a mistake names its field, and nothing is half done', async () => {
  const stage = await lockStage(2);
  const odd = fc.oneof(
    fc.string(),
    fc.anything(),
    fc.constantFrom('src/a.ts', '../x', '**', 'lock_1', 'd', 7, -1, null),
  );
  const fields = fc.constantFrom(
    'paths',
    'mode',
    'wait',
    'reason',
    'leaseSeconds',
    'token',
    'lock',
    'path',
    'other',
  );
  const input = fc.oneof(
    fc.dictionary(fields, fc.oneof(odd, fc.array(odd, { maxLength: 3 })), { maxKeys: 4 }),
    fc.record(
      {
        paths: fc.array(fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom('src', 'd/*', '{a,b}')), {
          minLength: 1,
          maxLength: 3,
        }),
        mode: fc.constantFrom('exclusive', 'shared'),
        leaseSeconds: fc.integer({ min: -1, max: 99 }),
      },
      { requiredKeys: ['paths'] },
    ),
  );
  const verb = fc.constantFrom(...Object.keys(lockVerbs));
  const property = fc.asyncProperty(
    verb,
    fc.constantFrom('exec_1', 'exec_2'),
    input,
    async (name, who, sent) => {
      const before = eventsOf(stage, 'lock.granted', 'lock.queued', 'lock.released').length;
      // A call that would wait for ever for the clock is no subject here.
      const { wait: _wait, ...rest } = sent as { wait?: unknown };
      const result = await call(stage, who, name, rest);
      if (result.ok) return;
      expect(result.error.code).not.toBe('internal');
      expect(result.error.remedy).not.toBe('');
      if (result.error.code === 'bad_input') expect(result.error.field).toBeTypeOf('string');
      if (result.error.code !== 'deadlock')
        expect(eventsOf(stage, 'lock.granted', 'lock.queued', 'lock.released')).toHaveLength(before);
      expect(stage.store.view().locks).toEqual((await stage.must('view.get', {})).locks);
    },
  );
  await fc.assert(property, { numRuns: 300 });
  expect(eventsOf(stage, 'lock.granted').length).toBeGreaterThan(0);
}, 60_000);
