import { Chunk } from '@codemirror/merge';
import { Text } from '@codemirror/state';
import { hunkKey } from '@contract/review.ts';
import { lineDiff } from './line-diff.ts';

/** The same for hunks and for what is drawn. */
export const diffConfig = { override: lineDiff };

/** Lines that differ: the first in each version, from 1, and how many, which may be none. */
export interface Hunk {
  readonly key: string;
  readonly lineA: number;
  readonly linesA: number;
  readonly lineB: number;
  readonly linesB: number;
}

const textOf = (text: string): Text => Text.of(text.split(/\r\n?|\n/));

/** `to` may lie behind the end of the text. */
const linesIn = (text: Text, from: number, to: number): { first: number; count: number; words: string } => {
  const first = text.lineAt(Math.min(from, text.length)).number;
  if (from === to) return { first, count: 0, words: '' };
  const end = Math.min(to - 1, text.length);
  return { first, count: text.lineAt(end).number - first + 1, words: text.sliceString(from, end) };
};

/** The hunks between two versions of a text, from its beginning to its end. */
export const hunksOf = (before: string, after: string): readonly Hunk[] => {
  const [a, b] = [textOf(before), textOf(after)];
  const alike = new Map<string, number>();
  return Chunk.build(a, b, diffConfig).map(({ fromA, toA, fromB, toB }) => {
    const inA = linesIn(a, fromA, toA);
    const inB = linesIn(b, fromB, toB);
    const words = `${inA.words}\0${inB.words}`;
    const nth = alike.get(words) ?? 0;
    alike.set(words, nth + 1);
    return {
      key: hunkKey(inA.words, inB.words, nth),
      ...{ lineA: inA.first, linesA: inA.count, lineB: inB.first, linesB: inB.count },
    };
  });
};

/** Which hunk a line is in; null: in none. */
export const hunkAt = (hunks: readonly Hunk[], side: 'before' | 'after', line: number): number | null => {
  const at = hunks.findIndex(({ lineA, linesA, lineB, linesB }) =>
    side === 'before' ? line >= lineA && line < lineA + linesA : line >= lineB && line < lineB + linesB,
  );
  return at === -1 ? null : at;
};
