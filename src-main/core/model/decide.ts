import type { Instance, Question } from '@contract/instances.ts';
import type { Rule, RuleTerms } from '@contract/rules.ts';

/**
 * What a `*` of an allowing rule never stands for: whatever begins another command in a shell, and a way up and out of a folder. A
 * rule that allows `npm test*` must not allow `npm test; rm -rf ~`, nor `src/*` a path through `..`.
 */
const allowedAny = '(?:(?!\\.\\.)[^;&|<>`$\\n\\r])*';
const deniedAny = '[^]*';

const matches = (pattern: string, text: string, any: string): boolean => {
  const parts = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join(any)}$`, 'u').test(text);
};

/** What rules are compared with: the command or path itself where the agent names it. */
export const subjectOf = (question: Question): string => question.subject ?? question.detail ?? '';

/**
 * A question has room for 8000 units of a command (contract/instances.ts), one less where the last would be half a character: one that fills
 * it may go on where nobody sees it.
 */
const seenLimit = 7999;

const isOf = (rule: RuleTerms, instance: Instance, question: Question): boolean => {
  if (rule.about !== question.kind || question.tool === undefined) return false;
  if (rule.profile !== null && rule.profile !== instance.profile) return false;
  if (rule.run !== null && rule.run !== instance.run) return false;
  if (rule.instance !== null && rule.instance !== instance.id) return false;
  return matches(rule.tool, question.tool, deniedAny);
};

/** What denies one line of a script, or one of several files, denies all of it. */
const isAbout = (rule: RuleTerms, question: Question): boolean => {
  const subject = subjectOf(question);
  if (rule.effect === 'allow') return rule.subject === '*' || matches(rule.subject, subject, allowedAny);
  return [subject, ...subject.split('\n')].some((part) => matches(rule.subject, part, deniedAny));
};

/**
 * The rule that decides a question, or null: then a person does. One that denies beats all that allow. Of what can't be seen whole nothing is
 * allowed but by a rule for everything, and not even by that where another denies some of it.
 */
export const decidingRule = (rules: readonly Rule[], instance: Instance, question: Question): Rule | null => {
  const ofIt = rules.filter((rule) => isOf(rule, instance, question));
  const about = ofIt.filter((rule) => isAbout(rule, question));
  const denying = about.find((rule) => rule.effect === 'deny');
  if (denying !== undefined) return denying;
  if (subjectOf(question).length < seenLimit) return about[0] ?? null;
  if (ofIt.some((rule) => rule.effect === 'deny')) return null;
  return about.find((rule) => rule.subject === '*') ?? null;
};
