import { Change, diff, presentableDiff } from '@codemirror/merge';

/**
 * Depth of the search in changed lines: what differs in more than some thousand of them is shown coarser. A matter of counting, not of
 * time, so that a file has the same hunks each time it is looked at.
 */
const linesLimit = 4000;
/** The same within changed lines, in characters, and the longest of them that are looked into: longer ones differ as a whole. */
const charactersLimit = 500;
const longest = 5000;
/** Lines are told apart by one UTF-16 unit each, below the surrogates. */
const mostLines = 0xd800;

/** Each line with its end, as one unit of a text; null: there are too many different ones. */
const inUnits = (texts: readonly string[]): readonly { lines: string[]; units: string }[] | null => {
  const known = new Map<string, number>();
  const coded = texts.map((text) => {
    const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
    const codes = lines.map((line) => {
      const code = known.get(line) ?? known.size;
      known.set(line, code);
      return code;
    });
    return { lines, codes };
  });
  if (known.size >= mostLines) return null;
  return coded.map(({ lines, codes }) => ({
    lines,
    units: codes.map((code) => String.fromCharCode(code)).join(''),
  }));
};

/** Where each line begins, and the end of the last. */
const startsOf = (lines: readonly string[]): number[] => {
  const starts = [0];
  for (const line of lines) starts.push((starts.at(-1) ?? 0) + line.length);
  return starts;
};

/** What differs between two parts, which lie at these places. */
const within = (a: string, b: string, atA: number, atB: number): readonly Change[] => {
  if (a.length > longest || b.length > longest) return [new Change(atA, atA + a.length, atB, atB + b.length)];
  return presentableDiff(a, b, { scanLimit: charactersLimit }).map(
    ({ fromA, toA, fromB, toB }) => new Change(atA + fromA, atA + toA, atB + fromB, atB + toB),
  );
};

/** Lines first, as git does, then the characters of those that differ: exact where a search by characters alone gives up. */
export const lineDiff = (a: string, b: string): readonly Change[] => {
  const [inA, inB] = inUnits([a, b]) ?? [];
  if (inA === undefined || inB === undefined) return within(a, b, 0, 0);
  const [startsA, startsB] = [startsOf(inA.lines), startsOf(inB.lines)];
  return diff(inA.units, inB.units, { scanLimit: linesLimit }).flatMap(({ fromA, toA, fromB, toB }) => {
    const [a1, a2, b1, b2] = [startsA[fromA], startsA[toA], startsB[fromB], startsB[toB]].map(
      (at) => at ?? 0,
    );
    return within(a.slice(a1, a2), b.slice(b1, b2), a1 ?? 0, b1 ?? 0);
  });
};
