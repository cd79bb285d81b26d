import { z } from 'zod';

/** Longest text of one entry, in UTF-16 units: a person reads no more of a tool's output, and the file itself has the rest. */
export const entryTextLimit = 20_000;

/** What it was given, what it said, what it thought, a tool that it called, and what came of that. */
export const entryKinds = ['prompt', 'said', 'thought', 'tool', 'result'] as const;
export const entryKindSchema = z.enum(entryKinds);
export type EntryKind = z.infer<typeof entryKindSchema>;

/** One thing that an agent's own record of its conversation tells. */
export const transcriptEntrySchema = z.object({
  /** Its place in the whole transcript, from 0. It stays the same as the transcript grows. */
  index: z.number().int().min(0),
  /** Milliseconds since 1970; null where the record does not tell. */
  at: z.number().nullable(),
  kind: entryKindSchema,
  text: z.string(),
  /** For `tool` and `result`: the agent's id of the call, as in the event `instance.worked`. */
  call: z.string().nullable(),
  /** For `tool`: its name. */
  tool: z.string().nullable(),
  /** For `tool`: what a person would want to see of it in a line, as in the event `instance.worked`; else empty. */
  summary: z.string(),
  /** For `tool`: files that it writes, as the agent names them. */
  files: z.array(z.string()),
  failed: z.boolean(),
});
export type TranscriptEntry = z.infer<typeof transcriptEntrySchema>;

export const transcriptSchema = z.object({
  session: z.string(),
  /** The file that it was read from. */
  file: z.string(),
  entries: z.array(transcriptEntrySchema),
  /** How many entries there are in all, of every kind. */
  total: z.number().int(),
  /** Whether there are more of the wanted kinds before and after those that are given. */
  older: z.boolean(),
  newer: z.boolean(),
  /** The entry that `around` names or, where none does, the one nearest to `near` in time; null: neither. */
  found: z.object({ index: z.number().int(), by: z.enum(['name', 'time']) }).nullable(),
  /** Lines of the file that are no records, and are left out. */
  unreadable: z.number().int(),
  /** Whether its last line has no end: it is being written, or was cut off. */
  unfinished: z.boolean(),
});
export type Transcript = z.infer<typeof transcriptSchema>;

/** Most hits of one search: more than anyone steps through. */
export const transcriptHitLimit = 2000;

export const transcriptHitsSchema = z.object({
  /** Indexes of the entries in which the words occur, ascending; of too many the last. */
  hits: z.array(z.number().int()),
  /** Whether there are more than `transcriptHitLimit`. */
  more: z.boolean(),
});
export type TranscriptHits = z.infer<typeof transcriptHitsSchema>;
