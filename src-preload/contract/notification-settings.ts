import { z } from 'zod';

/** What a notification can be about, in the order in which they are told and offered. */
export const noticeKinds = [
  'permission',
  'question',
  'wish',
  'blocker',
  'conflict',
  'overlap',
  'merge',
  'commit',
  'crash',
  'stalled',
  'limit',
  'budget',
  'breaker',
  'finished',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** A time of day on the clock of whoever is told, as `22:30`. */
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is no time of day, such as 22:30');

const quietSchema = z
  .object({
    on: z.boolean().default(false),
    from: timeOfDay.default('22:00'),
    /** The first minute in which there is sound again; before `from`, it is the next day's. */
    to: timeOfDay.default('07:00'),
  })
  // Equal ones could mean none of the day or all of it.
  .refine(({ from, to }) => from !== to, { path: ['to'], error: 'is when quiet hours begin: give another' });

const yes = z.boolean().default(true);

/** When the person is told of what needs them while they look elsewhere. */
export const notificationSettingsSchema = z.object({
  on: yes,
  sound: z.boolean().default(false),
  /** Also while the window that shows it has the focus. */
  whileFocused: z.boolean().default(false),
  kinds: z
    .object({
      permission: yes,
      question: yes,
      wish: yes,
      blocker: yes,
      conflict: yes,
      overlap: yes,
      merge: yes,
      commit: yes,
      crash: yes,
      stalled: yes,
      limit: yes,
      budget: yes,
      breaker: yes,
      finished: yes,
    } satisfies Record<NoticeKind, unknown>)
    .prefault({}),
  quiet: quietSchema.prefault({}),
});
export type NotificationSettings = z.infer<typeof notificationSettingsSchema>;
