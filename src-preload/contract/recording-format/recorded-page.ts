import { z } from 'zod';
import { instanceIdSchema } from '../ids.ts';
import { recordingSchema } from '../recordings.ts';

/** Raised when a page's own program could not read what an exporter of before has written; both come from the same build. */
export const pageFormat = 1;

/** Where the exporter puts the data into the built page. */
export const pageMark = '<!-- the recording -->';

/** The element that holds a block: deflated bytes as base64. No text of a recording stands in the page in any other way. */
export const blockId = (block: number): string => `recording-${block}`;
export const indexId = 'recording-index';

/** Whole numbers, row after row. A check of each row by its own schema would take longer than all else there is to do at the start. */
const columns = z.custom<readonly number[]>(
  (value) => Array.isArray(value) && value.every(Number.isSafeInteger),
  'is no list of whole numbers',
);

/** What lies where in the page. A place is the number of a block, where it begins in it unpacked, and how many bytes it is. */
export const pageIndexSchema = z.object({
  format: z.literal(pageFormat),
  recording: recordingSchema,
  /** Bytes of the recording's file. */
  bytes: z.number().int().nonnegative(),
  streams: z.array(
    z.object({
      instance: instanceIdSchema,
      /** Rows of `chunkColumns`, by their numbers: records as in docs/recording-format.md. */
      chunks: columns,
      /** Rows of `keyframeColumns`, by `at` and `chunk`. */
      keyframes: columns,
      /** Place of pairs of varints: seconds since the one before (the first: since 1970), bytes. */
      activity: columns,
    }),
  ),
  /** Each block is a JSON array of events; their numbers and moments are here. */
  events: z.array(z.object({ block: z.number().int(), seqs: columns, ats: columns })),
  /** Rows of `viewColumns`, by their numbers: JSON. */
  views: columns,
});
export type PageIndex = z.infer<typeof pageIndexSchema>;

export const chunkColumns = [
  'number',
  'firstAt',
  'firstOffset',
  'flags',
  'block',
  'start',
  'length',
] as const;
export const keyframeColumns = ['chunk', 'at', 'offset', 'block', 'start', 'length'] as const;
export const viewColumns = ['seq', 'block', 'start', 'length'] as const;

/** Of a chunk: something before it is missing; it was no closed chunk yet. */
export const chunkFlags = { afterLoss: 1, tail: 2 } as const;

export type Row<Names extends readonly string[]> = { readonly [Name in Names[number]]: number };

/** The rows that `columns` are. */
export const rowsOf = <const Names extends readonly string[]>(
  names: Names,
  values: readonly number[],
): readonly Row<Names>[] => {
  const rows: Row<Names>[] = [];
  for (let at = 0; at + names.length <= values.length; at += names.length)
    rows.push(Object.fromEntries(names.map((name, place) => [name, values[at + place]])) as Row<Names>);
  return rows;
};
