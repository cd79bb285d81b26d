import type { Conflict } from '@contract/worktree-work.ts';
import { expect, test } from 'vitest';
import { conflictItems, pathsWords } from '../../../src-renderer/attention/conflict-items.ts';

const conflict = (path: string, more: Partial<Conflict> = {}): Conflict => ({
  id: 'spec_1',
  path,
  holder: 'spec_2',
  mode: 'exclusive',
  lock: 'lock_1',
  token: 1,
  commit: null,
  at: 5,
  ...more,
});

test('what lies between the same two is one item', () => {
  const hash = 'a'.repeat(40);
  const conflicts = [
    conflict('a'),
    conflict('b', { at: 3, commit: hash }),
    conflict('c', { holder: 'person' }),
  ];
  expect(conflictItems({ conflicts })).toEqual([
    { id: 'spec_1', holder: 'spec_2', paths: ['a', 'b'], committed: true, at: 3 },
    { id: 'spec_1', holder: 'person', paths: ['c'], committed: false, at: 5 },
  ]);
});

test('three names are told, and how many more', () => {
  expect(pathsWords(['a', 'b', 'c'])).toBe('a, b, c');
  expect(pathsWords(['a', 'b', 'c', 'd', 'e'])).toBe('a, b, c and 2 more');
});
