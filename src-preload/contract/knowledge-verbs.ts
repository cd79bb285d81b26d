import { z } from 'zod';
import {
  decisionIdSchema,
  decisionSchema,
  knowledgeKeySchema,
  knowledgeLimit,
  knowledgeSchema,
} from './knowledge.ts';
import { overlaps, pathClaimSchema } from './paths.ts';
import { command, query } from './verb.ts';

const most = z.number().int().min(1).max(500).default(50);
const words = z.string().min(1).max(200).optional();

/** What a project knows and has decided: kept over its runs. */
export const knowledgeVerbs = {
  /** A new version of a key; the one before stays in its history. */
  'knowledge.record': command(
    z.object({
      key: knowledgeKeySchema,
      value: z.string().min(1, 'a value is missing: say what is to be known').max(knowledgeLimit),
    }),
    knowledgeSchema,
  ),
  /**
   * By its key: the whole value, and with `history` each version, the newest first. Otherwise a list, the newest first: all keys
   * `under` a namespace, those that have all `words` in key or value (by their beginnings), or both.
   */
  'knowledge.get': query(
    z.object({
      key: knowledgeKeySchema.optional(),
      history: z.boolean().default(false),
      under: knowledgeKeySchema.optional(),
      words,
      /** So many of the list are left out, the newest first: what was got before. */
      skip: z.number().int().min(0).max(10_000_000).default(0),
      limit: most,
    }),
    z.object({ entries: z.array(knowledgeSchema), total: z.number().int() }),
  ),
  /** Takes a key out of what is known. By its last author, an executive or the person; its history stays. */
  'knowledge.forget': command(z.object({ key: knowledgeKeySchema }), knowledgeSchema),
  'decisions.record': command(
    z.object({
      title: z.string().trim().min(1, 'a title is missing').max(200),
      text: z.string().trim().min(1, 'what was chosen, and why, is missing').max(10_000),
      paths: z.array(pathClaimSchema).max(50).default([]),
      replaces: decisionIdSchema.optional(),
    }),
    decisionSchema,
  ),
  /** The newest first: those that still stand, or all; `path`: those that concern it, or the project as a whole. */
  'decisions.list': query(
    z.object({ all: z.boolean().default(false), path: pathClaimSchema.optional(), limit: most }),
    z.array(decisionSchema),
  ),
} as const;

/** Whether a decision concerns a path. */
export const concerns = (paths: readonly string[], path: string): boolean =>
  paths.length === 0 || paths.some((one) => overlaps(one, path));
