import type { Actor, TuttiEvent } from '@contract/events.ts';
import { type Rule, type RuleTerms, ruleTermsSchema } from '@contract/rules.ts';
import { countWords, momentWords } from '../design/time-words.ts';

export const effectWords: Record<RuleTerms['effect'], string> = { allow: 'Allows', deny: 'Denies' };

/** How far it reaches: `permission, claude, run 12, spec_1_1_2`. */
export const scopeWords = ({ about, profile, run, instance }: RuleTerms): string =>
  [
    about,
    profile ?? 'any profile',
    run === null ? 'every run of this project' : `run ${run}`,
    ...(instance === null ? [] : [instance]),
  ].join(', ');

/** What a `*` of a rule stands for; core/model/decide.ts does so. */
export const starWords: Record<RuleTerms['effect'], string> = {
  allow:
    'A * stands for any text within one command or folder: not for ; & | < > ` $ or a line end, and not for “..”, so that npm test* doesn’t allow npm test; rm. A * alone allows everything.',
  deny: 'A * stands for any text at all: *rm -rf* denies it wherever it stands in a command. What denies beats all that allows.',
};

/** Rules that can still answer, and those of runs that are over. */
export const byRun = (rules: readonly Rule[], current: number | null) => ({
  holding: rules.filter(({ run }) => run === null || run === current),
  past: rules.filter(({ run }) => run !== null && run !== current),
});

/** What the log tells of a rule. */
export type RuleHistory = {
  readonly by: Actor | null;
  /** Questions that it has answered, the last one's words and time. */
  readonly answered: number;
  readonly last: { readonly question: string; readonly at: number } | null;
};

const unknown: RuleHistory = { by: null, answered: 0, last: null };

/** The history of each rule by its id, out of events in any order. */
export const readHistory = (events: readonly TuttiEvent[]): ReadonlyMap<string, RuleHistory> => {
  const histories = new Map<string, RuleHistory>();
  const of = (id: string): RuleHistory => histories.get(id) ?? unknown;
  for (const { kind, data, actor, at } of [...events].sort((one, other) => one.seq - other.seq)) {
    if (kind === 'rule.added') histories.set(data.id, { ...of(data.id), by: actor });
    if (kind !== 'instance.answered' || data.rule === null) continue;
    const before = of(data.rule);
    const last = { question: data.question, at };
    histories.set(data.rule, { ...before, answered: before.answered + 1, last });
  }
  return histories;
};

const byWords = (by: Actor | null): string =>
  by === null
    ? ''
    : by.kind === 'person'
      ? ` by you (${by.door})`
      : ` by ${by.kind === 'instance' ? by.id : 'Tutti'}`;

/** Since when it holds and what it has done: `since 14:02 by you (window), answered 3 questions, last “Run it?” 14:05`. */
export const historyWords = ({ addedAt }: Rule, history: RuleHistory | undefined, now: number): string => {
  const { by, answered, last } = history ?? unknown;
  const since = `since ${momentWords(addedAt, now)}${byWords(by)}`;
  if (last === null) return `${since}, has answered nothing yet`;
  const question = last.question.split('\n', 1)[0] ?? '';
  const brief = question.length > 60 ? `${question.slice(0, 59)}…` : question;
  return `${since}, answered ${countWords(answered, 'question')}, last “${brief}” ${momentWords(last.at, now)}`;
};

/** What of a rule makes it again. */
export const termsOf = ({ id: _id, addedAt: _addedAt, ...terms }: Rule): RuleTerms => terms;

/** Those of `revoked` that have not been made again. */
export const stillRevoked = (revoked: readonly Rule[], rules: readonly Rule[]): Rule[] => {
  const key = (rule: Rule): string => JSON.stringify(ruleTermsSchema.parse(termsOf(rule)));
  const there = new Set(rules.map(key));
  return revoked.filter((rule) => !there.has(key(rule)));
};
