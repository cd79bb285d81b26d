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

const isAbout = (rule: RuleTerms, instance: Instance, question: Question): boolean => {
  if (rule.about !== question.kind || question.tool === undefined) return false;
  if (rule.profile !== null && rule.profile !== instance.profile) return false;
  if (rule.run !== null && rule.run !== instance.run) return false;
  if (rule.instance !== null && rule.instance !== instance.id) return false;
  const any = rule.effect === 'deny' ? deniedAny : allowedAny;
  const wholly = rule.subject === '*' && rule.effect === 'allow';
  return (
    matches(rule.tool, question.tool, deniedAny) &&
    (wholly || matches(rule.subject, subjectOf(question), any))
  );
};

/** The rule that decides a question, or null: then a person does. One that denies beats all that allow. */
export const decidingRule = (rules: readonly Rule[], instance: Instance, question: Question): Rule | null => {
  const about = rules.filter((rule) => isAbout(rule, instance, question));
  return about.find((rule) => rule.effect === 'deny') ?? about[0] ?? null;
};
