import { z } from 'zod';
import { partySchema } from './ids.ts';
import { lockIdSchema, lockModeSchema, lockPathsLimit, lockTokenSchema } from './locks.ts';

/** Whose lock and on what, so that an event tells by itself whom it concerns. */
const of = {
  lock: lockIdSchema,
  holder: partySchema,
  paths: z.array(z.string()).min(1).max(lockPathsLimit),
};

/** What a lock is granted or queued with. */
const terms = {
  ...of,
  mode: lockModeSchema,
  reason: z.string(),
  lease: z.number().nullable(),
  expiresAt: z.number().nullable(),
};

export const lockEvents = {
  /** It waits behind others. */
  'lock.queued': z.object(terms),
  /** Its token is this event's number. At once, or to one that has waited. */
  'lock.granted': z.object(terms),
  /** Its holder asked for the same again. */
  'lock.renewed': z.object({ ...of, lease: z.number().nullable(), expiresAt: z.number().nullable() }),
  /** A held lock was given back: by its holder, by the person, or since its holder is through. */
  'lock.released': z.object({
    ...of,
    token: lockTokenSchema,
    why: z.enum(['asked', 'forced', 'done', 'terminated', 'upgraded', 'run-ended']),
  }),
  /** Nobody asked for it again in time, held or waiting. */
  'lock.expired': z.object({
    ...of,
    token: lockTokenSchema.nullable(),
    why: z.enum(['lease', 'grace', 'not-taken-up', 'not-asked-again']),
  }),
  /** A waiting request was taken back. */
  'lock.withdrawn': z.object({
    ...of,
    why: z.enum(['asked', 'forced', 'done', 'terminated', 'crashed', 'replaced', 'run-ended']),
  }),
  /** A waiting request was refused: each of the circle waits for the next, and the last for the first. */
  'lock.refused': z.object({
    ...of,
    circle: z
      .array(z.object({ holder: partySchema, waitsFor: partySchema, paths: z.array(z.string()) }))
      .min(2),
  }),
  /** The program of a holder has ended: its locks stay until then; null: it runs again. */
  'lock.graced': z.object({ holder: partySchema, until: z.number().nullable() }),
} as const;
