import { z } from 'zod';
import { instanceIdSchema, runNumberSchema } from './ids.ts';
import { sizeSchema } from './instances.ts';
import { removedWhySchema } from './recording-events.ts';
import { bytesSchema } from './terminals.ts';

/** All moments are milliseconds since 1970; offsets count the bytes of an instance's output from its birth. */
const moment = z.number().min(0).max(8_640_000_000_000_000);

/** A recording of this project, by its run. */
export const recordingLineSchema = z.object({
  run: runNumberSchema,
  title: z.string(),
  begun: moment,
  /** Null: the run goes on. */
  ended: moment.nullable(),
  /** Of its file. */
  bytes: z.number().int().nonnegative(),
  /** No rule removes it. */
  protected: z.boolean(),
});
export type RecordingLine = z.infer<typeof recordingLineSchema>;

/** A recording that was removed. */
export const removedRecordingSchema = z.object({
  run: runNumberSchema,
  at: moment,
  bytes: z.number().int().nonnegative(),
  why: removedWhySchema,
});
export type RemovedRecording = z.infer<typeof removedRecordingSchema>;

/** One that the rule removes, or would, and by which half of it. */
export const dueRecordingSchema = recordingLineSchema.extend({ why: removedWhySchema });
export type DueRecording = z.infer<typeof dueRecordingSchema>;

export const pruningSchema = z.object({
  /** The rule that was applied; 0: without limit. */
  keepDays: z.number().int(),
  keepGigabytes: z.number().int(),
  /** Removed, or what would be, the oldest first. */
  removed: z.array(dueRecordingSchema),
  /** Due, but it could not be removed. */
  failed: z.array(z.object({ run: runNumberSchema, reason: z.string() })),
  /** What is left, or would be. */
  kept: z.object({
    recordings: z.number().int().nonnegative(),
    bytes: z.number().int().nonnegative(),
    protected: z.number().int().nonnegative(),
  }),
});
export type Pruning = z.infer<typeof pruningSchema>;

/** A part of the file that can't be read: it is passed over. */
export const damageSchema = z.object({
  what: z.enum(['terminal', 'keyframe', 'event', 'view', 'about', 'stream', 'note']),
  instance: instanceIdSchema.nullable(),
  /** Where it lies, as far as that is known: moments of a terminal, numbers of events and views. */
  from: z.number().nullable(),
  to: z.number().nullable(),
  reason: z.string(),
});

export const recordedStreamSchema = z.object({
  instance: instanceIdSchema,
  begunAt: moment,
  lastAt: moment,
  endOffset: z.number().int().nonnegative(),
});

/** What a viewer has to know before it shows anything. */
export const recordingSchema = z.object({
  /** A UUID that this recording and every copy and export of it has; empty where it can't be read. */
  id: z.string(),
  run: runNumberSchema,
  title: z.string(),
  project: z.string(),
  /** Of the Tutti that wrote it. */
  version: z.string(),
  begun: moment,
  ended: moment.nullable(),
  /** When the last that is recorded happened. */
  last: moment,
  /** Number of the last event in it; 0: there is none. */
  lastSeq: z.number().int().nonnegative(),
  streams: z.array(recordedStreamSchema),
  damage: z.array(damageSchema),
});
export type Recording = z.infer<typeof recordingSchema>;

/** One thing that happened to a terminal; see docs/recording-format.md. */
export const terminalRecordSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('output'), bytes: bytesSchema }),
  z.object({ kind: z.literal('resized'), size: sizeSchema }),
  z.object({ kind: z.literal('blank'), size: sizeSchema }),
  z.object({ kind: z.literal('gap'), reason: z.string() }),
  z.object({ kind: z.literal('inject'), data: z.string() }),
  z.object({ kind: z.literal('typed'), bytes: bytesSchema }),
  z.object({ kind: z.literal('typedCount'), bytes: z.number().int() }),
  z.object({ kind: z.literal('ended'), reason: z.string() }),
]);
export type TerminalRecord = z.infer<typeof terminalRecordSchema>;

export const recordedItemSchema = z.object({
  at: moment,
  offset: z.number().int().nonnegative(),
  record: terminalRecordSchema,
});
export type RecordedItem = z.infer<typeof recordedItemSchema>;

/** When an instance's terminal had output: two lists of equal length. */
export const activitySchema = z.object({
  instance: instanceIdSchema,
  /** Seconds since 1970 at which a bucket begins, in order: only of those with output. */
  seconds: z.array(z.number().int()),
  bytes: z.array(z.number().int()),
});
export type Activity = z.infer<typeof activitySchema>;

/** A place among the records of an instance, which stays valid while the recording grows. */
export const recordPlaceSchema = z.object({
  chunk: z.number().int().nonnegative(),
  record: z.number().int().nonnegative(),
});
export type RecordPlace = z.infer<typeof recordPlaceSchema>;

/** A screen as it was: a cleared terminal of the keyframe's size, its `data`, its `pending`, then the records in order. */
export const recordedScreenSchema = z.object({
  keyframe: z
    .object({
      at: moment,
      offset: z.number().int().nonnegative(),
      size: sizeSchema,
      data: z.string(),
      /** A sequence or a character that was not whole yet. */
      pending: bytesSchema,
    })
    .nullable(),
  records: z.array(recordedItemSchema),
  next: recordPlaceSchema,
  /** False: something before it can't be read, and the screen may differ until it is next cleared. */
  exact: z.boolean(),
});
export type RecordedScreen = z.infer<typeof recordedScreenSchema>;

/** What a window with a recording is called. */
export const recordingTitle = ({
  project,
  run,
  title,
}: Pick<Recording, 'project' | 'run' | 'title'>): string =>
  `${project === '' ? 'A recording' : project}: run ${run}${title === '' ? '' : ` “${title}”`} (recording)`;
