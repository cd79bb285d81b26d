import { firstMarker, type Hunk, hunksOf, markedText } from '@contract/conflict-hunks.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const lines = fc
  .array(fc.constantFrom('a', 'b = 1;', '', '=====', '  <<<<<<< x', 'é', '<<<<<<<<< nested'), {
    maxLength: 4,
  })
  .map((some) => some.map((line) => `${line}\n`).join(''));
const conflict = fc.record({
  kind: fc.constant('conflict' as const),
  ours: lines,
  base: lines,
  theirs: lines,
});
const file = fc
  .array(fc.tuple(lines, conflict), { maxLength: 4 })
  .map((pieces): Hunk[] =>
    pieces.flatMap(([text, hunk]) => [...(text === '' ? [] : [{ kind: 'same' as const, text }]), hunk]),
  );
const written = (hunks: readonly Hunk[]): string =>
  hunks.map((hunk) => (hunk.kind === 'same' ? hunk.text : markedText(hunk))).join('');

test('whatever stands in a file, its hunks are what was written', () => {
  fc.assert(
    fc.property(file, (hunks) => {
      expect(hunksOf(written(hunks))).toEqual(hunks);
    }),
  );
});

test('a text without markers is one piece, a heading’s line is none, CRLF and no last line end are kept', () => {
  expect(hunksOf('')).toEqual([]);
  expect(hunksOf('Title\n=======\ntext')).toEqual([{ kind: 'same', text: 'Title\n=======\ntext' }]);
  expect(hunksOf('<<<<<<< a\r\nx\r\n=======\r\ny\r\n>>>>>>> b\r\nend')).toEqual([
    { kind: 'conflict', ours: 'x\r\n', base: '', theirs: 'y\r\n' },
    { kind: 'same', text: 'end' },
  ]);
});

test.each(['<<<<<<< a\n', 'x\n>>>>>>> b\n', '<<<<<<< a\n<<<<<<< b\n', '<<<<<<< a\n=======\n||||||| c\n'])(
  'markers that do not belong together are not guessed at: %j',
  (text) => {
    expect(hunksOf(text)).toBeNull();
    expect(firstMarker(`one\n${text}`)).not.toBeNull();
  },
);
