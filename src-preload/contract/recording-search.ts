import { z } from 'zod';
import { instanceIdSchema, runNumberSchema } from './ids.ts';

/** Milliseconds since 1970. */
const moment = z.number().min(0).max(8_640_000_000_000_000);

/** What was shown on a terminal, said in a message, or stands in an event. */
export const hitSourceSchema = z.enum(['terminal', 'message', 'event']);
export type HitSource = z.infer<typeof hitSourceSchema>;

/** Longer is no search, and an expression of that length no person reads. */
const longestText = 1000;

export const recordingSearchSchema = z.object({
  /** Absent: all runs of the project, the newest first. */
  run: runNumberSchema.optional(),
  text: z.string().min(1).max(longestText),
  /**
   * `words`: all of them in one line, message or event; `"in a row"`; `begin*`. `regex`: a JavaScript regular expression, line by line, of
   * one run; large and small letters are the same unless it has a large one.
   */
  kind: z.enum(['words', 'regex']).default('words'),
  /** Of its terminal, its messages and what happened to it only. */
  instance: instanceIdSchema.optional(),
  source: hitSourceSchema.optional(),
  from: moment.optional(),
  to: moment.optional(),
  /** Only what comes behind it: as the page before gave it. */
  after: z.string().max(120).optional(),
  limit: z.number().int().min(1).max(1000).default(100),
});

/** A line as it stood on a screen, a message or an event; enough to go there. */
export const searchHitSchema = z.object({
  run: runNumberSchema,
  /** When it came to stand there, or was said. */
  at: moment,
  source: hitSourceSchema,
  /** Whose terminal; of a message its sender, else its receiver; null: of nobody. */
  instance: instanceIdSchema.nullable(),
  /** Number of the event; null: it is of a terminal. */
  seq: z.number().int().nullable(),
  /** Bytes of the terminal's output up to then; null: it is of none. */
  offset: z.number().int().nullable(),
  /** In one line, cut around the first place. */
  text: z.string(),
  /** Places in `text`: from and to, in UTF-16 units. */
  ranges: z.array(z.tuple([z.number().int(), z.number().int()])),
});
export type SearchHit = z.infer<typeof searchHitSchema>;

export const searchPageSchema = z.object({
  /** In the order of their moments, run by run. There may be none, and more nevertheless: it was searched long enough for one answer. */
  hits: z.array(searchHitSchema),
  /** For `after`: where the next page begins, and once there is none, where what is recorded later does. */
  after: z.string(),
  more: z.boolean(),
  /** How many there are in all; null: it takes more pages to know. */
  total: z.number().int().nullable(),
  /** False: some of it is not indexed (yet), or its index is damaged. It was read instead, which takes longer. */
  indexed: z.boolean(),
  /** Runs whose recording can't be read. */
  skipped: z.array(z.object({ run: runNumberSchema, reason: z.string() })),
});
export type SearchPage = z.infer<typeof searchPageSchema>;
