import type { TuttiEvent } from '@contract/events.ts';
import type { LockId } from '@contract/locks.ts';
import type { LockFacts } from './run-facts.ts';

type LockEvent = Exclude<Extract<TuttiEvent, { kind: `lock.${string}` }>, { kind: 'lock.graced' }>;

/** `lock.graced` is about all locks of one holder. */
const isOfLock = (event: TuttiEvent): event is LockEvent =>
  event.kind.startsWith('lock.') && event.kind !== 'lock.graced';

/** Takes in what an event tells of a lock, and answers which that is, if any. */
export const gatherLock = (
  locks: Map<LockId, LockFacts>,
  event: TuttiEvent,
  at: number,
): LockFacts | undefined => {
  if (!isOfLock(event)) return undefined;
  const { lock, holder, paths } = event.data;
  const mark = { seq: event.seq, at };
  const known = locks.get(lock);
  const facts: LockFacts = known ?? {
    id: lock,
    holder,
    paths,
    queued: event.kind === 'lock.queued' ? mark : null,
    granted: null,
    grantCause: null,
    endedAt: null,
    end: null,
  };
  if (known === undefined) locks.set(lock, facts);
  switch (event.kind) {
    case 'lock.granted':
      facts.granted ??= mark;
      facts.grantCause ??= event.cause;
      break;
    case 'lock.released':
    case 'lock.expired':
    case 'lock.withdrawn':
    case 'lock.refused':
      facts.endedAt ??= at;
      facts.end ??= endOf(event.kind);
      break;
    default:
  }
  return facts;
};

const endOf = (kind: 'lock.released' | 'lock.expired' | 'lock.withdrawn' | 'lock.refused') =>
  kind.slice('lock.'.length) as NonNullable<LockFacts['end']>;

/** It was asked for, and is neither granted nor over. */
export const waitsForLock = ({ queued, granted, endedAt }: LockFacts): boolean =>
  queued !== null && granted === null && endedAt === null;
