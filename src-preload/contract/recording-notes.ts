import { z } from 'zod';
import { instanceIdSchema, runNumberSchema } from './ids.ts';
import { command, query } from './verb.ts';

/** Characters of one note: some screens of text. */
export const longestNote = 2000;
/** Notes of one recording: more than a person writes, and than a list is read. */
export const mostNotes = 1000;

const run = runNumberSchema;
const at = z.number().int().min(0).max(8_640_000_000_000_000);
const id = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'a note’s id is a UUID');

/** What the person wrote to a moment of a run. */
export const recordedNoteSchema = z.object({
  id,
  /** The moment, in milliseconds since 1970. */
  at,
  /** Whom it is about; null: the run. */
  instance: instanceIdSchema.nullable(),
  text: z
    .string()
    .trim()
    .min(1, 'a note has a text')
    .max(longestNote, `a note has at most ${longestNote} characters`),
  /** When it was written, or changed last. */
  writtenAt: at,
});
export type RecordedNote = z.infer<typeof recordedNoteSchema>;

/**
 * Notes on moments of a run, which are kept in its recording. `not_found` where a run has no recording. Of a file that was opened by itself they
 * are read only: `read_only`. The person only.
 */
export const recordingNoteVerbs = {
  /** In the order of their moments. */
  'recordings.notes': query(z.object({ run }), z.array(recordedNoteSchema)),
  /** Writes one; with the id of one that there is, in its place. `limit_reached`: there are too many. */
  'recordings.note': command(
    z.object({
      run,
      id: id.optional(),
      ...recordedNoteSchema.pick({ at: true, instance: true, text: true }).shape,
    }),
    recordedNoteSchema,
  ),
  /** Removes one, and answers it; `not_found` of field `id`. */
  'recordings.unnote': command(z.object({ run, id }), recordedNoteSchema),
} as const;
