import { z } from 'zod';

/** What a check of a profile looks at, in the order in which it does. */
export const agentChecks = [
  'starts',
  'confirms',
  'takes-a-message',
  'tells-its-turn',
  'takes-any-text',
  'can-be-interrupted',
  'is-seen-to-die',
  'resumes',
  'tells-its-tokens',
  'leaves-nothing',
] as const;
export type AgentCheck = (typeof agentChecks)[number];

/** Those that "try it" makes: it starts, confirms, says hello and ends. */
export const quickChecks: readonly AgentCheck[] = ['starts', 'confirms', 'takes-a-message', 'leaves-nothing'];

/** One thing that was checked. `yes`: Tutti can promise it for this CLI; `partly`: with what is said; `untried`: not reached. */
export const checkItemSchema = z.object({
  check: z.enum(agentChecks),
  verdict: z.enum(['yes', 'partly', 'no', 'untried']),
  /** What was seen, in a sentence. */
  words: z.string(),
  /** What to do about it; null when nothing is to be done. */
  remedy: z.string().nullable(),
  ms: z.number(),
});
export type CheckItem = z.infer<typeof checkItemSchema>;

export const checkAgentInputSchema = z.object({
  profile: z.string(),
  /** All checks, which take minutes and some ten thousand tokens; else those of `quickChecks`. */
  all: z.boolean().default(false),
  /** Dialogs of the CLI (trust, onboarding) that the person agrees to for this check. */
  agree: z.array(z.string()).default([]),
});
export type CheckAgentInput = z.infer<typeof checkAgentInputSchema>;
