import { z } from 'zod';
import { instanceIdSchema, runNumberSchema } from './ids.ts';
import { bytesSchema } from './terminals.ts';

/** What a recording can be written as. `jsonl` (training examples) and `otlp` (spans) are made of the log: `runs.examples`, `runs.spans`. */
export const recordingFormats = ['tutti', 'cast', 'cast-v2', 'html'] as const;
export const recordingFormatSchema = z.enum(recordingFormats);
export type RecordingFormat = z.infer<typeof recordingFormatSchema>;

/** A path is no longer than what Linux takes. */
const longestPath = 4096;

/** What is written of a run, and where to. The person only. */
export const exportRecordingSchema = z.object({
  run: runNumberSchema,
  format: recordingFormatSchema,
  /** Of whose terminals; absent: all. Of a cast of several, or of all, a folder is made with a file each. */
  instances: z.array(instanceIdSchema).min(1).max(1000).optional(),
  /** Without what looks like a secret. */
  masked: z.boolean().default(true),
  /** An absolute path of the host's machine; null: the bytes are handed over. */
  output: z
    .string()
    .min(1)
    .max(longestPath)
    .refine((path) => !path.includes('\0'), 'a path can’t hold a zero byte: take it out')
    .nullable(),
  /** What is there already is replaced. */
  force: z.boolean().default(false),
});
export type ExportRecording = z.output<typeof exportRecordingSchema>;

export const exportPhases = ['copying', 'masking', 'writing'] as const;

export const exportItemSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('progress'),
    phase: z.enum(exportPhases),
    /** Of this phase, 0 to 1. */
    share: z.number().min(0).max(1),
  }),
  /** Bytes of the file, in order, where they are handed over; each is acknowledged. */
  z.object({ kind: z.literal('part'), bytes: bytesSchema }),
  /** The last one. */
  z.object({
    kind: z.literal('done'),
    /** Where it was written; null: it was handed over. */
    output: z.string().nullable(),
    /** A name for it, with its ending. */
    name: z.string(),
    files: z.number().int(),
    bytes: z.number().int(),
    /** Of each kind how many were masked; null: it was not asked for. */
    masked: z.record(z.string(), z.number().int()).nullable(),
    /** Variables that were to be masked, and have no value here, or one that is too short to be told from other words. */
    unknown: z.array(z.string()),
  }),
]);
export type ExportItem = z.infer<typeof exportItemSchema>;
