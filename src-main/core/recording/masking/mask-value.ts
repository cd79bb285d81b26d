import { maskSpans } from '../../model/leaks/mask-leaks.ts';
import type { SecretFinder } from './secret-finder.ts';

const stringsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(stringsIn);
  return Object.entries(value).flatMap(([name, one]) => [name, ...stringsIn(one)]);
};

/** How a secret is covered: by words that say what it was, or, where only so long a text fits, by as many asterisks. */
export type Covering = 'words' | 'letters';

type Cover = (text: string) => string;

const walk = (value: unknown, cover: Cover): unknown => {
  if (typeof value === 'string') return cover(value);
  if (Array.isArray(value)) return value.map((one) => walk(one, cover));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [cover(name), walk(one, cover)]));
};

/** What the settings tell of secrets: a pattern may be one itself. */
const isRecordingSettings = (value: object): boolean =>
  'patterns' in value && 'environment' in value && 'typed' in value;

const withoutLists = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutLists);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, one]) => [name, withoutLists(one)] as const);
  const plain = Object.fromEntries(entries);
  return isRecordingSettings(value) ? { ...plain, patterns: [], environment: [] } : plain;
};

/** Whether a value says anywhere what the person takes for secret. */
const tellsRules = (json: string): boolean =>
  json.includes('"typed":') && /"(?:patterns|environment)":\[[^\]]/.test(json);

/**
 * A value of JSON without the secrets in its texts, and what was found, each with its article. Null: there is nothing to mask in it.
 * What it finds is found everywhere else from then on.
 */
export const maskedValue = (
  value: unknown,
  finder: SecretFinder,
  covering: Covering,
): { readonly value: unknown; readonly found: readonly string[] } | null => {
  const told = tellsRules(JSON.stringify(value)) ? withoutLists(value) : value;
  // Most have none: all texts of a value are looked at together first.
  if (finder.find(stringsIn(told).join('\n')).length === 0)
    return told === value ? null : { value: told, found: [] };
  const found: string[] = [];
  const cover = (text: string): string => {
    const spans = finder.find(text);
    if (spans.length === 0) return text;
    finder.learn(text, spans);
    found.push(...spans.map(({ what }) => what));
    if (covering === 'words') return maskSpans(text, spans);
    return spans.reduce(
      (covered, { from, to }) => covered.slice(0, from) + '*'.repeat(to - from) + covered.slice(to),
      text,
    );
  };
  return { value: walk(told, cover), found };
};
