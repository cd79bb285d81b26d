import type { Lock } from '@contract/locks.ts';
import { describe, expect, it } from 'vitest';
import { endWords, pathsWords, waitedPaths } from '../../src-renderer/design/lock-words.ts';
import { lockRows } from '../../src-renderer/locks/lock-rows.ts';

const lock = (number: number, holder: string, paths: string[], more: Partial<Lock> = {}): Lock => ({
  ...{ id: `lock_${number}`, run: 1, holder, paths, mode: 'exclusive', state: 'held', token: number },
  ...{ reason: '', lease: null, askedAt: 0, since: 0, expiresAt: null, graceUntil: null },
  ...more,
});

const waiting = { state: 'waiting', token: null } as const;
const locks = [
  lock(1, 'spec_1_1_1', ['src/auth.ts', 'docs']),
  lock(2, 'spec_1_1_2', ['src'], waiting),
  lock(3, 'spec_1_1_3', ['src/auth.ts'], waiting),
  lock(4, 'spec_1_2_1', ['tests']),
];

describe('rows of locks', () => {
  it('tell who waits for whom, in which place, and how many wait for a lock', () => {
    const rows = lockRows(locks, '');
    expect(rows.held.map(({ lock: { id }, waiters }) => [id, waiters])).toEqual([
      ['lock_1', 2],
      ['lock_4', 0],
    ]);
    expect(
      rows.waiting.map(({ lock: { id }, place, waitsFor }) => [id, place, waitsFor.map((each) => each.id)]),
    ).toEqual([
      ['lock_2', 1, ['lock_1']],
      ['lock_3', 2, ['lock_1', 'lock_2']],
    ]);
  });

  it('are found by a path or a name, a waiter also by whom it waits for', () => {
    const rows = lockRows(locks, 'spec_1_1_1');
    expect(rows.held.map((each) => each.lock.id)).toEqual(['lock_1']);
    expect(rows.waiting.map((each) => each.lock.id)).toEqual(['lock_2', 'lock_3']);
    expect(lockRows(locks, 'tests').waiting).toEqual([]);
  });
});

describe('words about locks', () => {
  it('name only the paths that are waited for, and count what is too long', () => {
    const [held, request] = [lock(1, 'a', ['src/auth.ts', 'docs']), lock(2, 'b', ['src'])];
    expect(waitedPaths(request, held)).toEqual(['src/auth.ts']);
    expect(pathsWords(['a', 'b', 'c', 'd', 'e'])).toBe('a, b, c and 2 more');
  });

  it('say when a lock ends by itself', () => {
    expect(endWords(lock(1, 'exec_1', ['a']), 0)).toBe('');
    expect(endWords(lock(1, 'exec_1', ['a'], { expiresAt: 60_000 }), 0)).toBe(
      'ends in 1m 00s unless asked for again',
    );
    expect(endWords(lock(1, 'exec_1', ['a'], { graceUntil: 5000 }), 0)).toContain('kept 5s more');
  });
});
