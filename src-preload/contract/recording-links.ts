import { z } from 'zod';
import { instanceIdSchema } from './ids.ts';
import { fail, ok, type Result } from './result.ts';

/** Of a recording, the same in all its copies; in small letters. */
export const recordingIdSchema = z
  .string()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'a recording’s id is a UUID');

/** A place in a recording. */
export const recordingMomentSchema = z.object({
  /** Milliseconds since 1970; null: its beginning. */
  at: z.number().int().min(0).max(8_640_000_000_000_000).nullable(),
  instance: instanceIdSchema.nullable(),
});
export type RecordingMoment = z.infer<typeof recordingMomentSchema>;

export interface RecordingLink extends RecordingMoment {
  readonly id: string;
}

/** All of a link is some 130 characters; what is longer is none of ours. */
const longest = 300;

export const isLink = (text: string): boolean => /^tutti:/i.test(text);

/** `tutti://run/ID?t=MS&instance=exec_1` */
export const formatRecordingLink = ({ id, at, instance }: RecordingLink): string => {
  const query = [
    ...(at === null ? [] : [`t=${Math.round(at)}`]),
    ...(instance === null ? [] : [`instance=${instance}`]),
  ];
  return `tutti://run/${id}${query.length === 0 ? '' : `?${query.join('&')}`}`;
};

const notOne = (why: string): Result<never> =>
  fail(
    'bad_input',
    `This link can't be followed: ${why}.`,
    'Copy it again where the recording is open: “Copy link to this moment”.',
    { field: 'link' },
  );

/** Names and values as they stand: nothing in a link of ours is escaped. Null: a name comes twice, or is none. */
const paramsOf = (query: string): Map<string, string> | null => {
  const params = new Map<string, string>();
  if (query === '') return params;
  for (const pair of query.split('&')) {
    const [name = '', value, ...rest] = pair.split('=');
    if (value === undefined || rest.length > 0 || params.has(name)) return null;
    params.set(name, value);
  }
  return params;
};

/**
 * Reads a link, which may come from anywhere: to the letter, so that what is not known is refused and not passed over. A link names a place
 * to be shown and nothing else. `bad_input` else.
 */
export const parseRecordingLink = (text: string): Result<RecordingLink> => {
  if (text.length > longest) return notOne('it is too long');
  const parts = /^tutti:\/\/run\/([^/?#]*)\/?(?:\?([^#]*))?$/i.exec(text);
  if (parts === null) return notOne('it does not begin with tutti://run/');
  const id = recordingIdSchema.safeParse((parts[1] ?? '').toLowerCase());
  if (!id.success) return notOne('it names no recording');
  const params = paramsOf(parts[2] ?? '');
  if (params === null) return notOne('what stands behind its question mark makes no sense');
  const known = new Set(['t', 'instance']);
  if ([...params.keys()].some((name) => !known.has(name))) return notOne('it asks for something unknown');
  const t = params.get('t');
  if (t !== undefined && !/^\d{1,16}$/.test(t)) return notOne('its moment is no number');
  const moment = recordingMomentSchema.safeParse({
    at: t === undefined ? null : Number(t),
    instance: params.get('instance') ?? null,
  });
  return moment.success ? ok({ id: id.data, ...moment.data }) : notOne('its moment or its instance is none');
};
