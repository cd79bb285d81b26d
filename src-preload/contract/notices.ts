import type { AttentionEntry } from './attention-entries.ts';
import type { NoticeKind, NotificationSettings } from './notification-settings.ts';

/** What whoever can notify the person knows at one moment. Times are milliseconds since 1970. */
export type NoticeMoment = {
  /** All that stands. */
  readonly entries: readonly AttentionEntry[];
  /** Keys of what the person has been told of. */
  readonly told: ReadonlySet<string>;
  /** When each was first seen to stand, by its key. */
  readonly seen: ReadonlyMap<string, number>;
  readonly settings: NotificationSettings;
  readonly now: number;
  /** Local time, in minutes since midnight. */
  readonly minute: number;
  /** Whether the person has the window before them that shows it all. */
  readonly focused: boolean;
  /** How long a thing must have stood before it is told. */
  readonly patience: number;
  /** When it notified last; null: not yet. */
  readonly last: number | null;
};

/** `seen`: they have it before their eyes. `show`: it is to be shown. `wait`: look again in so many milliseconds; null: when something changes. */
export type NoticeStep =
  | { readonly kind: 'seen' | 'show'; readonly entries: readonly AttentionEntry[] }
  | { readonly kind: 'wait'; readonly again: number | null };

/** One disturbance in so long, so that what comes one by one within it is told together. */
export const noticeGap = 10_000;

/** A sleeping machine's clock jumps, and summer time moves hours: the end of quiet hours is looked for this often. */
const quietLook = 60_000;

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** `minute` counts from local midnight. */
export const isQuiet = ({ on, from, to }: NotificationSettings['quiet'], minute: number): boolean => {
  const [begin, end] = [minutesOf(from), minutesOf(to)];
  if (!on) return false;
  return begin < end ? minute >= begin && minute < end : minute >= begin || minute < end;
};

/**
 * What to tell the person now: nothing twice, nothing in quiet hours, at their end whatever still waits, and many at once
 * as one. It is a rule of the moment alone, so that it holds whatever was missed.
 */
export const nextNotice = (moment: NoticeMoment): NoticeStep => {
  const { settings, told, seen, now, last } = moment;
  const wanted = moment.entries.filter(({ kind, key }) => settings.kinds[kind] && !told.has(key));
  if (!settings.on || wanted.length === 0) return { kind: 'wait', again: null };
  if (moment.focused && !settings.whileFocused) return { kind: 'seen', entries: wanted };
  if (isQuiet(settings.quiet, moment.minute)) return { kind: 'wait', again: quietLook };
  const first = Math.min(...wanted.map(({ key }) => seen.get(key) ?? now));
  const due = Math.max(first + moment.patience, last === null ? 0 : last + noticeGap);
  return due > now ? { kind: 'wait', again: due - now } : { kind: 'show', entries: wanted };
};

/** One and many of each kind. */
export const noticeWords: Record<NoticeKind, readonly [string, string]> = {
  permission: ['permission', 'permissions'],
  question: ['question', 'questions'],
  wish: ['wish to spawn', 'wishes to spawn'],
  blocker: ['blocker', 'blockers'],
  conflict: ['conflict', 'conflicts'],
  overlap: ['conflict to come', 'conflicts to come'],
  merge: ['merge to look at', 'merges to look at'],
  commit: ['commit that failed', 'commits that failed'],
  crash: ['crash', 'crashes'],
  stalled: ['stalled', 'stalled'],
  limit: ['held up', 'held up'],
  budget: ['budget used up', 'budgets used up'],
  breaker: ['failing too often', 'failing too often'],
  finished: ['run done', 'runs done'],
};

export type Notice = {
  readonly title: string;
  readonly body: string;
  /** What it tells of. */
  readonly keys: readonly string[];
  /** The one entry to go to; null: there are several. */
  readonly only: AttentionEntry | null;
};

/** As much as systems show of a notification; the rest stands in the window. */
const bodyMost = 240;

const clipped = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > bodyMost ? `${line.slice(0, bodyMost - 1)}…` : line;
};

const tallyOf = (entries: readonly AttentionEntry[]): string => {
  const counts = new Map<NoticeKind, number>();
  for (const { kind } of entries) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => `${count} ${noticeWords[kind][count === 1 ? 0 : 1]}`).join(', ');
};

/** One notification for one thing, or for several at once: "5 things need you". */
export const noticeOf = (project: string, entries: readonly AttentionEntry[]): Notice => {
  const keys = entries.map(({ key }) => key);
  const [only] = entries;
  if (only !== undefined && entries.length === 1) {
    const body = clipped(`${project}: ${only.text}`).replace(/: ?$/, '');
    return { title: only.title, body, keys, only };
  }
  return {
    title: `${entries.length} things need you`,
    body: `${project}: ${tallyOf(entries)}`,
    keys,
    only: null,
  };
};
