const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const two = (value: number): string => String(value).padStart(2, '0');

/** A span as its two greatest parts: `4s`, `2m 14s`, `3h 05m`, `2d 4h`. Milliseconds; negative counts as 0. */
export const durationWords = (span: number): string => {
  const ms = Math.max(0, span);
  if (ms < minute) return `${Math.floor(ms / second)}s`;
  if (ms < hour) return `${Math.floor(ms / minute)}m ${two(Math.floor((ms % minute) / second))}s`;
  if (ms < day) return `${Math.floor(ms / hour)}h ${two(Math.floor((ms % hour) / minute))}m`;
  return `${Math.floor(ms / day)}d ${Math.floor((ms % day) / hour)}h`;
};

/** How long ago, coarse: `just now`, `3 min ago`, `2 h ago`, `5 d ago`. Both are milliseconds since 1970. */
export const agoWords = (at: number, now: number): string => {
  const ms = now - at;
  if (ms < 45 * second) return 'just now';
  if (ms < hour) return `${Math.max(1, Math.round(ms / minute))} min ago`;
  if (ms < day) return `${Math.round(ms / hour)} h ago`;
  return `${Math.round(ms / day)} d ago`;
};

/** Local time of day, `14:02:11`. */
export const clockWords = (at: number): string => {
  const date = new Date(at);
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
};

/** Local time of day, with the date where it is not today's: `17:00`, `2026-11-23 17:00`. Both are milliseconds since 1970. */
export const momentWords = (at: number, now: number): string => {
  const date = new Date(at);
  const time = `${two(date.getHours())}:${two(date.getMinutes())}`;
  if (date.toDateString() === new Date(now).toDateString()) return time;
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${time}`;
};

/** `1 instance`, `3 instances`. */
export const countWords = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;
