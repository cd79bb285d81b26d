import { boundedPattern } from '@contract/safe-pattern.ts';
import { type LeakSpan, leakSpans } from '../../model/leaks/mask-leaks.ts';
import type { MaskingRules } from './masking-rules.ts';
import { writtenForms } from './written-forms.ts';

/** What was found is looked for everywhere else, too, from so many letters on: shorter, it may be any word. */
const shortestLearnt = 8;

const literalSpans = (text: string, literal: string, what: string): LeakSpan[] => {
  const spans: LeakSpan[] = [];
  for (let from = text.indexOf(literal); from !== -1; ) {
    const to = from + literal.length;
    spans.push({ from, to, what });
    from = text.indexOf(literal, to);
  }
  return spans;
};

/** In order, and those that overlap as one. */
const merged = (spans: readonly LeakSpan[]): LeakSpan[] => {
  const whole: LeakSpan[] = [];
  for (const span of spans.toSorted((one, other) => one.from - other.from || other.to - one.to)) {
    const last = whole.at(-1);
    if (last === undefined || span.from >= last.to) whole.push(span);
    else if (span.to > last.to) whole[whole.length - 1] = { ...last, to: span.to };
  }
  return whole;
};

/** What a mask has left, or the first line of a key, which every program that reads keys holds. */
const isCovered = (text: string): boolean =>
  text.includes('**') || text.includes('＊') || text.includes('[masked: ') || text.startsWith('-----');

/** Finds secrets in texts: by the known shapes, by the person's patterns, by values, and what it has found once wherever it stands again. */
export class SecretFinder {
  readonly #patterns: readonly { readonly pattern: RegExp; readonly what: string }[];
  /** What each is, by how it is written. Never leaves this object. */
  readonly #literals = new Map<string, string>();

  constructor({ patterns, values }: MaskingRules) {
    this.#patterns = patterns.map((source, at) => ({
      pattern: boundedPattern(source),
      what: `what pattern ${at + 1} finds`,
    }));
    for (const { name, value } of values)
      for (const form of writtenForms(value)) this.#literals.set(form, `the value of ${name}`);
  }

  /** Grows when something new was learnt. */
  get known(): number {
    return this.#literals.size;
  }

  /** In order, none within another. */
  find(text: string): LeakSpan[] {
    const spans = leakSpans(text);
    for (const { pattern, what } of this.#patterns)
      for (const { index, 0: found } of text.matchAll(pattern))
        if (found !== '') spans.push({ from: index, to: index + found.length, what });
    spans.push(...this.findKnown(text));
    return spans.length < 2 ? spans : merged(spans);
  }

  /** The values alone: of the variables, and what was learnt. */
  findKnown(text: string): LeakSpan[] {
    return [...this.#literals].flatMap(([literal, what]) => literalSpans(text, literal, what));
  }

  /** From now on what stands in these places of the text is found everywhere. */
  learn(text: string, spans: readonly LeakSpan[]): void {
    for (const { from, to, what } of spans)
      for (const line of text.slice(from, to).split('\n')) {
        const secret = line.trim();
        if (secret.length >= shortestLearnt && !isCovered(secret)) this.#learn(secret, what);
      }
  }

  #learn(secret: string, what: string): void {
    if (!this.#literals.has(secret)) this.#literals.set(secret, what);
  }

  /** Whether one of the values that are known stands in a text, for the last look: context does not count in it. */
  holdsKnown(text: string): string | null {
    for (const [literal, what] of this.#literals) if (text.includes(literal)) return what;
    return null;
  }
}
