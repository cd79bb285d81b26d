import {
  type NoticeKind,
  type NotificationSettings,
  noticeKinds,
  notificationSettingsSchema,
} from '@contract/notification-settings.ts';

export type NotificationPath = 'notifications.quiet.from' | 'notifications.quiet.to';
export const notificationPaths: readonly NotificationPath[] = [
  'notifications.quiet.from',
  'notifications.quiet.to',
];

/** What is wrong, by field. */
export type NotificationMistakes = Readonly<Partial<Record<NotificationPath, string>>>;

const labels: Record<NoticeKind, string> = {
  permission: 'Permissions asked for',
  question: 'Questions and plans',
  wish: 'Wishes to spawn',
  blocker: 'Blockers that come to you',
  conflict: 'Conflicts over locked files',
  overlap: 'Work that would conflict when merged',
  merge: 'Merges that conflict, fail or wait for you',
  commit: 'Work that could not be committed',
  crash: 'Crashes',
  stalled: 'Stalled agents',
  limit: 'Accounts used up or logged out',
  budget: 'Budgets used up',
  breaker: 'What fails too often',
  finished: 'A run that is done',
};

export const kindFields = noticeKinds.map((kind) => ({ kind, label: labels[kind] }));

const wordsFor = (path: NotificationPath, { quiet }: NotificationSettings): string =>
  path === 'notifications.quiet.to' && quiet.to === quiet.from
    ? 'Quiet hours begin at this time: give another.'
    : 'A time of day, such as 22:30.';

/** What is wrong in which field. */
export const notificationMistakes = (settings: NotificationSettings): NotificationMistakes => {
  const read = notificationSettingsSchema.safeParse(settings);
  const wrong = new Set(read.error?.issues.map(({ path }) => `notifications.${path.join('.')}`));
  return Object.fromEntries(
    notificationPaths.filter((path) => wrong.has(path)).map((path) => [path, wordsFor(path, settings)]),
  );
};
