import { z } from 'zod';
import { eventKinds, eventSchema } from './events.ts';
import { instanceIdSchema, runNumberSchema } from './ids.ts';
import { recordingSearchSchema, searchPageSchema } from './recording-search.ts';
import {
  activitySchema,
  recordedItemSchema,
  recordedScreenSchema,
  recordingLineSchema,
  recordingSchema,
  recordPlaceSchema,
} from './recordings.ts';
import { runReportSchema } from './run-reports.ts';
import { whyInputSchema, whySchema } from './run-why.ts';
import { timelinePageSchema } from './timeline-facts.ts';
import { query } from './verb.ts';
import { viewSchema } from './view.ts';
import { mostPieces, viewPartsSchema } from './view-parts.ts';

const run = runNumberSchema;
const instance = instanceIdSchema;
/** Milliseconds since 1970. */
const at = z.number().min(0).max(8_640_000_000_000_000);

/** An event by its number, or a time. */
const momentSchema = z
  .object({ seq: z.number().int().min(0).optional(), at: at.optional() })
  .refine(({ seq, at: time }) => (seq === undefined) !== (time === undefined), 'Give either seq or at.');

/** Bytes of records in one answer: what a viewer draws in some tens of milliseconds. */
const mostBytes = 1_048_576;

/** What was recorded, read as it was at any moment. All of them: `not_found` where a run has no recording. The person only. */
export const recordingVerbs = {
  /** Those of this project, the newest run first. */
  'recordings.list': query(z.object({}), z.array(recordingLineSchema)),
  'recordings.get': query(z.object({ run }), recordingSchema),
  /**
   * The view as of an event, or of a moment; of a moment before its first event the first that is known. With `known` it may come in parts,
   * without the pieces of which that names the asker has (see view-parts.ts).
   */
  'recordings.view': query(
    z.object({
      run,
      moment: momentSchema,
      known: z.array(z.number().int().positive()).max(mostPieces).optional(),
    }),
    z.union([viewPartsSchema, viewSchema]),
  ),
  /** What its timeline is made of, by its events after a number: a page, asked on with `seq` while there is `more`. */
  'recordings.timeline': query(
    z.object({ run, after: z.number().int().min(0).default(0) }),
    timelinePageSchema,
  ),
  /** When the next event after a moment was, or the last one before it; null: there is none. */
  'recordings.step': query(z.object({ run, at, direction: z.enum(['after', 'before']) }), at.nullable()),
  /** Its events after a number, in order; all, or those of some kinds. */
  'recordings.events': query(
    z.object({
      run,
      after: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(5000).default(500),
      kinds: z
        .array(z.enum(eventKinds as [string, ...string[]]))
        .min(1)
        .max(eventKinds.length)
        .optional(),
    }),
    z.array(eventSchema),
  ),
  /** How to come to an instance's screen as it was at a moment; null: nothing of it is recorded up to then. */
  'recordings.screen': query(z.object({ run, instance, at }), recordedScreenSchema.nullable()),
  /** What its terminal did from a place on; absent: from the beginning. `next` null: there is nothing more yet after `from`. */
  'recordings.records': query(
    z.object({
      run,
      instance,
      from: recordPlaceSchema.optional(),
      bytes: z.number().int().min(1).max(mostBytes).default(262_144),
    }),
    z.object({ items: z.array(recordedItemSchema), next: recordPlaceSchema.nullable() }),
  ),
  /** Bytes of output of all instances, in buckets of so many seconds. */
  'recordings.activity': query(
    z.object({ run, from: at, to: at, seconds: z.number().int().min(1).max(86_400).default(1) }),
    z.array(activitySchema),
  ),
  /** What the run's time went to, by what is recorded of it: as `runs.analyze`, for a recording alone. */
  'recordings.analyze': query(z.object({ run }), runReportSchema),
  /** Why something in it failed: as `runs.why`. */
  'recordings.why': query(whyInputSchema.extend({ run }), whySchema),
  /**
   * What was shown and said, in one run or all, a page at a time. Errors beside `not_found`: `bad_input` (of `text`, `run`, `after`),
   * `timeout` (of `text`: a regular expression that would not come to an end). Executives may search, too.
   */
  'recordings.search': query(recordingSearchSchema, searchPageSchema),
} as const;
