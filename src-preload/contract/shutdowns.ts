import { z } from 'zod';
import { instanceIdSchema, partySchema } from './ids.ts';
import type { Instance } from './instances.ts';
import { hasEnded } from './states.ts';

/** Enough for a commit of what is open; more than an hour is no shutdown any more. Seconds. */
export const shutdownSeconds = { usual: 120, most: 3600 } as const;

/** An orderly end of instances that is under way. Times are milliseconds since 1970. */
export const shutdownSchema = z.object({
  /** Sequence number of the event that began it. */
  seq: z.number().int(),
  /** Whose subtree it ends, itself included; null: all of the run, or all below the instance that asked for it. */
  top: instanceIdSchema.nullable(),
  /** Whom it ends, as it began; what was spawned below them since ends with them. */
  ids: z.array(instanceIdSchema),
  by: partySchema,
  reason: z.string(),
  begunAt: z.number(),
  /** Until then it waits for work to be saved. */
  until: z.number(),
  /** `ending`: it waits no more, and can't be called off. */
  state: z.enum(['waiting', 'ending']),
});
export type Shutdown = z.infer<typeof shutdownSchema>;

/** Whom a shutdown waits for, and why: it is still at work, or has files that are not committed. */
export const awaitedSchema = z.object({
  id: instanceIdSchema,
  why: z.enum(['at work', 'not committed']),
  /** Files in its worktree that are not committed, as far as was seen. */
  changed: z.number().int().min(0),
});
export type Awaited = z.infer<typeof awaitedSchema>;

/** Whether an instance can do nothing more to its files unasked: it has ended, finished, or not begun. */
const isAtRest = ({ state, pid }: Instance): boolean =>
  hasEnded(state) || state === 'ready' || state === 'done' || (state === 'starting' && pid === null);

/** Whom the shutdown that is under way waits for at present; empty where there is none. */
export const awaitedOf = ({
  shutdown,
  instances,
}: {
  readonly shutdown: Shutdown | null;
  readonly instances: Readonly<Record<string, Instance>>;
}): Awaited[] => {
  if (shutdown === null || shutdown.state === 'ending') return [];
  return shutdown.ids.flatMap((id): Awaited[] => {
    const instance = instances[id];
    // One that runs no more commits nothing: waiting for it would be in vain.
    if (instance === undefined || hasEnded(instance.state)) return [];
    const { changed } = instance.work;
    if (!isAtRest(instance)) return [{ id, why: 'at work', changed }];
    return changed > 0 && instance.pid !== null ? [{ id, why: 'not committed', changed }] : [];
  });
};

/** What an instance left uncommitted. It lies where it was: nothing is removed. */
export const leftSchema = z.object({
  id: instanceIdSchema,
  folder: z.string(),
  branch: z.string(),
  /** Files that differ from its last commit; null: git could not tell, see `trouble`. */
  files: z.number().int().positive().nullable(),
  trouble: z.string().max(500).nullable(),
});
export type Left = z.infer<typeof leftSchema>;
