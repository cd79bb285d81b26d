import type { Range } from './what-fits.ts';

/** Letters of a text that are shown around what was found: a line of a wide window. */
const longest = 240;
/** Of these, before it. */
const before = 60;

const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

/** A place that cuts no letter in two. */
const wholeAt = (text: string, at: number): number => (isLowSurrogate(text.charCodeAt(at)) ? at - 1 : at);

/** The part of a text around the first place that was found, in one line, with the places in it. */
export const snippetOf = (
  text: string,
  ranges: readonly Range[],
): { readonly text: string; readonly ranges: readonly Range[] } => {
  const first = ranges[0]?.[0] ?? 0;
  const from =
    text.length <= longest ? 0 : wholeAt(text, Math.max(0, Math.min(first - before, text.length - longest)));
  const to = text.length - from <= longest ? text.length : wholeAt(text, from + longest);
  const head = from === 0 ? '' : '…';
  // Each break is one unit, as what stands for it: the places stay right.
  const shown = text.slice(from, to).replaceAll(/[\s\u2028\u2029]/g, ' ');
  const moved = ranges.flatMap(([start, end]): Range[] => {
    const within: Range = [
      Math.max(start, from) - from + head.length,
      Math.min(end, to) - from + head.length,
    ];
    return within[1] > within[0] ? [within] : [];
  });
  return { text: `${head}${shown}${to === text.length ? '' : '…'}`, ranges: moved };
};
