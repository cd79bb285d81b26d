import { hunksOf } from '@contract/conflict-hunks.ts';
import type { ConflictFile } from '@contract/merge-conflicts.ts';
import { expect, test } from 'vitest';
import { freshDraft, leftIn, resolutionOf, withResult } from '../../../src-renderer/merges/resolve-draft.ts';

/** As git writes it: beside its markers stand names of its own. */
const marked =
  'a\n<<<<<<< HEAD\nours\n||||||| 1234567\nbase\n=======\ntheirs\n>>>>>>> tutti/1/spec_1_1_1\nz\n';

const text = (of: string) => ({ kind: 'text' as const, text: of });

const file: ConflictFile = {
  ...{ path: 'a.ts', kind: 'content', resolved: false },
  ...{ base: text('a\nbase\nz\n'), ours: text('a\nours\nz\n'), theirs: text('a\ntheirs\nz\n') },
  ...{ result: text(marked), hunks: hunksOf(marked) },
};

test('a conflict that nothing was said of has nothing to be saved', () => {
  const fresh = freshDraft(file);
  expect(leftIn(file, fresh)).toBe(1);
  expect(resolutionOf(file, fresh)).toBeNull();
});

test('what was said of a place is sent as the text of the whole file, and what was taken back is not', () => {
  const said = withResult(freshDraft(file), 0, 'both\n');
  expect(leftIn(file, said)).toBe(0);
  expect(resolutionOf(file, said)).toEqual({ path: 'a.ts', how: 'text', text: 'a\nboth\nz\n' });
  expect(resolutionOf(file, withResult(said, 0, null))).toBeNull();
});
