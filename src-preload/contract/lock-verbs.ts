import { z } from 'zod';
import { lockIdSchema, lockModeSchema, lockPathsLimit, lockSchema, lockTokenSchema } from './locks.ts';
import { command, query } from './verb.ts';

/** Seconds that a call stays open for a lock at most: CLIs give a tool's call a minute, and its answer needs some of it. */
const waitLimit = 50;

/** A week: what is to be held longer is held without a lease, for as long as its holder lives. */
const leaseLimit = 7 * 86_400;

/** Longest path as it is given, by its whole name in a worktree: that of a file on Linux. */
const givenPathLimit = 4096;

const paths = z
  .array(z.string().min(1, 'a path is missing').max(givenPathLimit))
  .min(1, 'name at least one path')
  .max(lockPathsLimit, `at most ${lockPathsLimit} paths at once: lock a folder`);

/** A lock with what its holder or someone who waits for it wants to know of it. */
export const listedLockSchema = lockSchema.extend({
  /** 1: the next of those that conflict with it; null: it is held. */
  place: z.number().int().positive().nullable(),
  /** What it waits for: held locks, then earlier requests. */
  waitsFor: z.array(
    lockSchema.pick({ id: true, holder: true, mode: true, state: true, paths: true, reason: true }),
  ),
});
export type ListedLock = z.infer<typeof listedLockSchema>;

export const lockVerbs = {
  /**
   * All of the paths or none. `held` with a token, or `waiting` with its place, which it keeps: the same call again goes on waiting in
   * it, and an instance for which no call waits is told by a message when it is granted. The same again when it is held gives the same lock, and renews its lease. `deadlock` where
   * everyone would wait for ever.
   */
  'locks.acquire': command(
    z.object({
      paths,
      mode: lockModeSchema.default('exclusive'),
      /** Seconds that the call stays open until it is granted. */
      wait: z.number().min(0, 'seconds from now').max(waitLimit).default(0),
      reason: z.string().max(500).default(''),
      /** Seconds that it is held for unless the call is repeated; absent: for as long as its holder lives. */
      leaseSeconds: z.number().int().min(1, 'at least a second').max(leaseLimit).optional(),
    }),
    listedLockSchema,
  ),
  /**
   * Gives back a held lock or takes back a waiting request: by its token, by all of its paths, or by its id (say one of these).
   * Answers with it as it was. The person may end any; `wrong_state` for a token that has been followed by a newer one.
   */
  'locks.release': command(
    z.object({
      token: lockTokenSchema.optional(),
      paths: paths.optional(),
      lock: lockIdSchema.optional(),
    }),
    z.array(lockSchema),
  ),
  /** In the order in which they were asked for; with `path`, those that cover it or a part of it. */
  'locks.list': query(
    z.object({ path: z.string().min(1).max(givenPathLimit).optional() }),
    z.array(listedLockSchema),
  ),
} as const;
