/** A time that runs: `12s`, `1m 03s`, `00:12:05`, `3.4 sec`. */
const runningTimes = /\b\d+(?:[:.]\d+)*\s*(?:ms|s|m|h|sec|secs|min|mins|seconds?|minutes?|hours?)?\b/gi;

/** Braille, quarter circles, clock faces, moons, blocks, arrows and stars that CLIs turn while they wait. */
const spinnerGlyphs =
  /[\u2800-\u28FF\u25D0-\u25D3\u25DC-\u25E1\u25F0-\u25F7\u2596-\u259F\u2190-\u21FF\u2722-\u274B\u25CB-\u25CF\u00B7\u2022\u2219\u22C5\u23F3\u231B\u{1F311}-\u{1F318}\u{1F550}-\u{1F567}*]/gu;

/** `|`, `/`, `-` and `\` stand for themselves where they are part of a word or a frame. */
const turningStroke = /(?<=^|\s)[|/\\-](?=\s|$)/gm;

/** `Thinking.` to `Thinking...` */
const growingDots = /[.\u2026]+(?=\s|$)/gm;

/**
 * A screen's text without what goes round by itself: digits, times, spinners, growing dots, spaces. Two that are equal then say
 * the same, so what was drawn between them is no sign of life.
 */
export const meaningOf = (text: string): string =>
  text
    .replace(runningTimes, '')
    .replace(/\d+/g, '')
    .replace(spinnerGlyphs, '')
    .replace(turningStroke, '')
    .replace(growingDots, '')
    .replace(/\s+/g, '');

/** 53 bits of a text (cyrb53): two of a screen's few dozen texts will not share them. */
const digestOf = (text: string): number => {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 2_654_435_761);
    low = Math.imul(low ^ code, 1_597_334_677);
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return 4_294_967_296 * (2_097_151 & low) + (high >>> 0);
};

/** An animation of up to so many pictures (a bar that runs to and fro) shows nothing new after its first round. */
const remembered = 64;

/** Tells whether a screen says what it has not said lately. */
export class SaidLately {
  readonly #seen = new Set<number>();

  /** Whether this text is new; from now on it is known. */
  isNew(text: string): boolean {
    const digest = digestOf(meaningOf(text));
    const known = this.#seen.delete(digest);
    this.#seen.add(digest);
    const [oldest] = this.#seen;
    if (this.#seen.size > remembered && oldest !== undefined) this.#seen.delete(oldest);
    return !known;
  }
}
