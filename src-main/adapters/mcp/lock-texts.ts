import type { ListedLock } from '@contract/lock-verbs.ts';
import type { Lock } from '@contract/locks.ts';

/** Paths in a model's context have their cost: it named its own itself, and others' it needs only to know. */
const shownPaths = 8;

const pathsOf = ({ paths }: Pick<Lock, 'paths'>): string => {
  const rest = paths.length - shownPaths;
  return paths.slice(0, shownPaths).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
};

const whyOf = ({ reason }: Pick<Lock, 'reason'>): string =>
  reason === '' ? '' : ` (${reason.split('\n')[0]?.slice(0, 120)})`;

const blockersOf = ({ waitsFor }: ListedLock): string =>
  waitsFor
    .map(
      (one) =>
        `${one.holder} ${one.state === 'held' ? 'holds' : 'waits before you for'} ${pathsOf(one)}${whyOf(one)}`,
    )
    .join('; ');

/** What a request came to, and what to do next. */
export const lockedText = (lock: ListedLock): string[] => {
  if (lock.state === 'held') {
    const lease = lock.expiresAt === null ? '' : ' Its lease ends unless you call this again in time.';
    return [
      `Locked: token ${lock.token}, ${lock.mode}, on ${pathsOf(lock)}.${lease} Unlock it as soon as you are through.`,
    ];
  }
  return [
    `Not yet: place ${lock.place} in the queue for ${pathsOf(lock)}. ${blockersOf(lock)}. You keep the place. Call lockFiles with the same paths and a wait to go on waiting, or do something else or end your turn: a message tells you when it is yours. Change nothing there until then. If you need it no more: unlockFiles {"lock": "${lock.id}"}.`,
  ];
};

export const unlockedText = (locks: readonly Lock[]): string[] =>
  locks.map((lock) =>
    lock.state === 'held'
      ? `Unlocked ${pathsOf(lock)}; token ${lock.token} is of no use any more.`
      : `No longer waiting for ${pathsOf(lock)}.`,
  );

const lineOf = (lock: ListedLock): string => {
  const where =
    lock.state === 'held'
      ? `held, token ${lock.token}`
      : `waits, place ${lock.place}, for ${[...new Set(lock.waitsFor.map(({ holder }) => holder))].join(', ')}`;
  return `${lock.id}: ${lock.holder}, ${lock.mode}, ${where} | ${pathsOf(lock)}${whyOf(lock)}`;
};

export const locksText = (locks: readonly ListedLock[]): string[] =>
  locks.length === 0
    ? ['No locks.']
    : [
        `${locks.length} lock${locks.length === 1 ? '' : 's'}, in the order asked for:\n${locks.map(lineOf).join('\n')}`,
      ];
