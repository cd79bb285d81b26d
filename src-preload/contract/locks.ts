import { z } from 'zod';
import { type Party, partySchema, runNumberSchema } from './ids.ts';
import { claimSetKey, claimsMeet } from './lock-claims.ts';
import { covers } from './paths.ts';

/** Its number is that of the event that brought it, so it is never used twice in a project. */
export const lockIdSchema = z.string().regex(/^lock_[1-9]\d{0,14}$/, 'a lock’s id looks like lock_12');
export type LockId = z.infer<typeof lockIdSchema>;

export const lockModes = ['exclusive', 'shared'] as const;
export const lockModeSchema = z.enum(lockModes);
export type LockMode = z.infer<typeof lockModeSchema>;

/** Paths of one request: what needs more is a folder, or several pieces of work. */
export const lockPathsLimit = 100;

/** A fencing token: the number of the event that granted the lock, so a later grant in a project has a higher one. */
export const lockTokenSchema = z.number().int().positive();

/** An instance's claim on paths, held or waited for; as a whole or not at all. Times are milliseconds since 1970. */
export const lockSchema = z.object({
  id: lockIdSchema,
  run: runNumberSchema,
  holder: partySchema,
  /** As `normalPath` gives them: files, folders, globs. */
  paths: z.array(z.string()).min(1).max(lockPathsLimit),
  mode: lockModeSchema,
  state: z.enum(['held', 'waiting']),
  /** Null while it waits. */
  token: lockTokenSchema.nullable(),
  /** What it is for, in its holder's words. */
  reason: z.string(),
  /** Seconds that it is held for unless it is renewed; null: for as long as its holder lives. */
  lease: z.number().nullable(),
  askedAt: z.number(),
  /** When it came into its present state. */
  since: z.number(),
  /** When it ends unless its holder asks for the same again: a lease, a grant that it has not taken up, a request of the person's. */
  expiresAt: z.number().nullable(),
  /** Its holder's program has ended: until then it may be restarted and find the lock in place. */
  graceUntil: z.number().nullable(),
});
export type Lock = z.infer<typeof lockSchema>;

/** Of the event that brought it: the later, the younger. */
export const lockNumber = ({ id }: Pick<Lock, 'id'>): number => Number(id.slice('lock_'.length));

/** Whether two locks can't be held at once: of different holders, one exclusive, and a file that both may cover. */
export const conflicts = (
  one: Pick<Lock, 'holder' | 'mode' | 'paths'>,
  other: Pick<Lock, 'holder' | 'mode' | 'paths'>,
): boolean =>
  one.holder !== other.holder &&
  (one.mode === 'exclusive' || other.mode === 'exclusive') &&
  one.paths.some((path) => other.paths.some((claim) => claimsMeet(path, claim)));

/** Whether both name the same paths, in whatever order. */
export const samePaths = (one: Pick<Lock, 'paths'>, other: Pick<Lock, 'paths'>): boolean =>
  claimSetKey(one.paths) === claimSetKey(other.paths);

/**
 * The held locks of others than `except` that cover a file's path, relative to the project. Each of them keeps it from being
 * changed, a shared one too: its holder reads what must stay as it is.
 */
export const holderOf = (locks: readonly Lock[], path: string, except: Party | null = null): Lock[] =>
  locks.filter(
    ({ state, holder, paths }) =>
      state === 'held' && holder !== except && paths.some((claim) => covers(claim, path)),
  );

/** The held lock that a token was given for; undefined: it is no longer held. */
export const lockOfToken = (locks: readonly Lock[], token: number): Lock | undefined =>
  locks.find((lock) => lock.token === token);

/** What a waiting request waits for: held locks that conflict with it, then earlier requests that do. */
export const waitsFor = (locks: readonly Lock[], request: Lock): Lock[] => {
  if (request.state !== 'waiting') return [];
  const place = locks.findIndex(({ id }) => id === request.id);
  const ahead = locks.filter(
    (other, at) => (other.state === 'held' || at < place) && conflicts(other, request),
  );
  return [...ahead.filter(({ state }) => state === 'held'), ...ahead.filter(({ state }) => state !== 'held')];
};

/** 1: the next to be granted of those that conflict with it; null: it is held. */
export const placeInQueue = (locks: readonly Lock[], request: Lock): number | null =>
  request.state === 'held'
    ? null
    : waitsFor(locks, request).filter(({ state }) => state === 'waiting').length + 1;
