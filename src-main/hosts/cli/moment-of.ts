import { fail, ok, type Result } from '@contract/result.ts';

const secondsOf: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1 };

/** From when a number alone is milliseconds since 1970 (that is 1973) and no second of a run. */
const leastStamp = 1e11;

/** `1h2m3.5s`, in milliseconds; null: it is none. */
const lengthOf = (text: string): number | null => {
  if (!/^(\d+h)?(\d+m)?(\d+(\.\d+)?s)?$/.test(text) || text === '') return null;
  const parts = [...text.matchAll(/([\d.]+)([hms])/g)];
  return parts.reduce(
    (sum, [, count = '', unit = '']) => sum + Number(count) * (secondsOf[unit] ?? 0) * 1000,
    0,
  );
};

/** `14:02` or `14:02:11` of this machine's clock, the first after a moment. */
const clockAfter = (text: string, begun: number): number | null => {
  const [, hours = '', minutes = '', seconds = '0'] = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text) ?? [];
  if (hours === '' || Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null;
  const at = new Date(begun);
  at.setHours(Number(hours), Number(minutes), Number(seconds), 0);
  // Of the second in which it began it is the same day.
  if (at.getTime() < begun - 1000) at.setDate(at.getDate() + 1);
  return at.getTime();
};

/** A moment of a run as a person writes it, in milliseconds since 1970. `begun`: when the run began. */
export const momentOf = (text: string, begun: number): Result<number> => {
  const length = lengthOf(text);
  if (length !== null) return ok(Math.round(begun + length));
  const clock = clockAfter(text, begun);
  if (clock !== null) return ok(clock);
  if (/^\d{1,15}$/.test(text) && Number(text) >= leastStamp) return ok(Number(text));
  const date = /^\d{4}-\d{2}-\d{2}T/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(date)) return ok(date);
  return fail(
    'bad_input',
    `“${text.slice(0, 60)}” is no moment.`,
    'Write how long after its beginning (12m30s), a time (14:02:11), or a date with a time (2026-11-23T14:02:11).',
    { field: 'at' },
  );
};
