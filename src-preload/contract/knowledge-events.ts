import { z } from 'zod';
import { decisionIdSchema, knowledgeKeySchema, knowledgeLimit } from './knowledge.ts';

/** Who did it is the event's actor. */
export const knowledgeEvents = {
  'knowledge.recorded': z.object({
    key: knowledgeKeySchema,
    version: z.number().int().positive(),
    value: z.string().max(knowledgeLimit),
  }),
  'knowledge.forgotten': z.object({ key: knowledgeKeySchema, version: z.number().int().positive() }),
  'decision.recorded': z.object({
    decision: decisionIdSchema,
    title: z.string(),
    text: z.string(),
    paths: z.array(z.string()),
    replaces: decisionIdSchema.nullable(),
  }),
} as const;
