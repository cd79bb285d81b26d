import { z } from 'zod';

/** Longest text of one entry, in UTF-16 units: a person reads no more of a tool's output, and the file itself has the rest. */
export const entryTextLimit = 20_000;

/** One thing that an agent's own record of its conversation tells. */
export const transcriptEntrySchema = z.object({
  /** Its place in the whole transcript, from 0. */
  index: z.number().int().min(0),
  /** Milliseconds since 1970; null where the record does not tell. */
  at: z.number().nullable(),
  /** What it was given, what it said, what it thought, a tool that it called, and what came of that. */
  kind: z.enum(['prompt', 'said', 'thought', 'tool', 'result']),
  text: z.string(),
  /** For `tool` and `result`: the agent's id of the call, as in the event `instance.worked`. */
  call: z.string().nullable(),
  /** For `tool`: its name. */
  tool: z.string().nullable(),
  failed: z.boolean(),
});
export type TranscriptEntry = z.infer<typeof transcriptEntrySchema>;

export const transcriptSchema = z.object({
  session: z.string(),
  /** The file that it was read from. */
  file: z.string(),
  entries: z.array(transcriptEntrySchema),
  /** How many entries there are in all; those that are given are the last of them, or those around what was asked for. */
  total: z.number().int(),
});
export type Transcript = z.infer<typeof transcriptSchema>;
