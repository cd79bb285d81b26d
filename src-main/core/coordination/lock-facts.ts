import type { Actor } from '@contract/events.ts';
import type { Lock } from '@contract/locks.ts';
import type { Fact } from '../ledger.ts';
import type { LockEnd } from '../model/lock-ends.ts';
import { circleOf } from '../model/lock-words.ts';
import type { LockStep } from '../model/settle-locks.ts';

type By = Pick<Fact, 'actor' | 'cause'>;

/** Its name, whose, and on what: in every event of a lock. */
const on = ({ id, holder, paths }: Lock) => ({ lock: id, holder, paths: [...paths] });

const termsOf = (lock: Lock, expiresAt: number | null) => ({
  ...on(lock),
  mode: lock.mode,
  reason: lock.reason,
  lease: lock.lease,
  expiresAt,
});

export const queuedFact = (lock: Lock, by: By): Fact => ({
  kind: 'lock.queued',
  data: termsOf(lock, lock.expiresAt),
  ...by,
});

export const renewedFact = (lock: Lock, to: Pick<Lock, 'lease' | 'expiresAt'>, by: By): Fact => ({
  kind: 'lock.renewed',
  data: { ...on(lock), lease: to.lease, expiresAt: to.expiresAt },
  ...by,
});

/** Its end, held or waited for. A held one has a token. */
export const endFact = (end: LockEnd, by: By): Fact => {
  const { lock } = end;
  if (end.kind === 'expired')
    return { kind: 'lock.expired', data: { ...on(lock), token: lock.token, why: end.why }, ...by };
  if (end.kind === 'withdrawn' || lock.token === null)
    return { kind: 'lock.withdrawn', data: { ...on(lock), why: end.why }, ...by };
  return { kind: 'lock.released', data: { ...on(lock), token: lock.token, why: end.why }, ...by };
};

/** What was settled, as facts. `expires`: when a lock ends that is granted now; `byOf`: whose doing a grant of it is. */
export const stepFacts = (
  steps: readonly LockStep[],
  expires: (lock: Lock) => number | null,
  byOf: (lock: Lock) => By,
): Fact[] =>
  steps.flatMap((step): Fact[] => {
    const { lock } = step;
    const by = byOf(lock);
    if (step.kind === 'refuse') {
      const circle = circleOf(lock, step.circle);
      return [{ kind: 'lock.refused', data: { ...on(lock), circle }, ...by }];
    }
    const { upgraded } = step;
    const before: Fact[] =
      upgraded === null || upgraded.token === null
        ? []
        : [
            {
              kind: 'lock.released',
              data: { ...on(upgraded), token: upgraded.token, why: 'upgraded' },
              ...by,
            },
          ];
    return [...before, { kind: 'lock.granted', data: termsOf(lock, expires(lock)), ...by }];
  });

export const byActor = (actor: Actor, cause: number | null = null): By => ({ actor, cause });
