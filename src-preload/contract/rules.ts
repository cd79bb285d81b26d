import { z } from 'zod';
import { instanceIdSchema, runNumberSchema } from './ids.ts';

export const ruleIdSchema = z.string().regex(/^rule_[1-9]\d{0,14}$/, 'is not a rule, such as rule_3');

/**
 * How far a rule reaches and what it decides. In `tool` and `subject` a `*` stands for any text; what an allowing rule's `*` may
 * stand for is narrower (core/model/decide.ts).
 */
export const ruleTermsSchema = z.object({
  effect: z.enum(['allow', 'deny']),
  /** A tool to be allowed, or a dialog of the CLI (trust, onboarding). */
  about: z.enum(['permission', 'dialog']),
  /** Profile that it is about; null: any. */
  profile: z.string().max(60).nullable(),
  /** The tool as the agent calls it, or the dialog's name. */
  tool: z.string().min(1).max(200),
  /** The command, path or address that the tool is asked for. */
  subject: z.string().min(1).max(2000).default('*'),
  /** The run that it is about; null: every run of this project. */
  run: runNumberSchema.nullable(),
  /** The instance that it is about; null: any. */
  instance: instanceIdSchema.nullable().default(null),
});
export type RuleTerms = z.infer<typeof ruleTermsSchema>;

/** What the person has decided beforehand. Times are milliseconds since 1970. */
export const ruleSchema = ruleTermsSchema.extend({ id: ruleIdSchema, addedAt: z.number() });
export type Rule = z.infer<typeof ruleSchema>;
