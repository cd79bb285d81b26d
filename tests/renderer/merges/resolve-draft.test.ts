import { hunksOf } from '@contract/conflict-hunks.ts';
import type { ConflictFile } from '@contract/merge-conflicts.ts';
import { expect, test } from 'vitest';
import {
  freshDraft,
  leftIn,
  resolutionOf,
  sideOf,
  withResult,
} from '../../../src-renderer/merges/resolve-draft.ts';

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

/** A file of CRLF but for one line, as git has it with its markers. */
const crlf: ConflictFile = (() => {
  const whole = 'a\r\n<<<<<<< HEAD\nours\r\n=======\ntheirs\r\n>>>>>>> side\nby LF\nz\r\n';
  return {
    ...{ path: 'a.bat', kind: 'content', resolved: false },
    ...{ base: text('a\r\nby LF\nz\r\n'), ours: text('a\r\nours\r\nby LF\nz\r\n') },
    ...{ theirs: text('a\r\ntheirs\r\nby LF\nz\r\n'), result: text(whole), hunks: hunksOf(whole) },
  };
})();

test.each([
  ['ours and more', 'ours\nmore\n', 'ours\r\nmore\r\n'],
  ['without a last end', 'new', 'new\r\n'],
  ['a side as it is', 'ours\r\n', 'ours\r\n'],
  ['nothing', '', ''],
])('a text box has no CRLF, and the file keeps its own: %s', (_what, typed, lines) => {
  const said = withResult(freshDraft(crlf), 0, typed);
  expect(resolutionOf(crlf, said)).toMatchObject({ text: `a\r\n${lines}by LF\nz\r\n` });
});

test('both sides, the first without an end, are lines of CRLF', () => {
  const hunk = { kind: 'conflict', ours: 'one\r\ntwo', base: '', theirs: 'three\r\n' } as const;
  expect(sideOf(hunk, 'both')).toBe('one\r\ntwo\r\nthree\r\n');
});

test('a whole file that is written as a text keeps each end of a line that it has', () => {
  const said = { how: 'text', text: 'a\nboth\nby LF\nz\n' } as const;
  expect(resolutionOf(crlf, said)).toMatchObject({ text: 'a\r\nboth\r\nby LF\nz\r\n' });
  const plain = { how: 'text', text: 'a\nboth\nz\n' } as const;
  expect(resolutionOf(file, plain)).toMatchObject({ text: 'a\nboth\nz\n' });
});
