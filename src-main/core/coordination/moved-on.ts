import { fail } from '@contract/result.ts';

const short = (hash: string): string => hash.slice(0, 10);

/** What was looked at is no longer what it is. */
export const movedOn = (branch: string, reviewed: string, tip: string) =>
  fail(
    'wrong_state',
    `${branch} has moved on: it stands at ${short(tip)} now, and ${short(reviewed)} was looked at`,
    'Look at what has come since, then ask again.',
    { field: 'tip' },
  );

/** The same of one that waited in a queue meanwhile. */
export const movedOnReason = (branch: string, reviewed: string, tip: string): string =>
  `${branch} has moved on since it was approved at ${short(reviewed)}, to ${short(tip)}: look at it again; tried again, it is merged as it stands`;
