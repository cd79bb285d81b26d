import type { Party } from '@contract/ids.ts';
import { type Lock, type LockId, samePaths } from '@contract/locks.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import { hasEnded } from '@contract/states.ts';
import type { VerbParsed } from '@contract/verbs.ts';
import type { Crew } from '../hierarchy/crew.ts';
import { actorOf, type Fact } from '../ledger.ts';
import type { Caller } from '../model/caller.ts';
import { deadlock, namePaths } from '../model/lock-words.ts';
import { type LockStep, settleLocks, settleNewcomer } from '../model/settle-locks.ts';
import { byActor, endFact, queuedFact, renewedFact, stepFacts } from './lock-facts.ts';

/** Locks and requests of one holder: who needs more is better served by a lock on a folder. */
const lockLimit = 200;

export const partyOf = (caller: Caller): Party => (caller.kind === 'person' ? 'person' : caller.id);

/** Whether there is a run, and the caller lives in it. */
export const checkHolder = (crew: Crew, caller: Caller): Result<void> => {
  const { run, instances } = crew.ledger.view;
  if (run === null || run.endedAt !== null)
    return fail('wrong_state', 'locks belong to a run, and none goes on', 'Spawn an instance first.');
  if (caller.kind === 'person') return ok(undefined);
  const state = instances[caller.id]?.state;
  if (state !== undefined && !hasEnded(state)) return ok(undefined);
  return fail(
    'wrong_state',
    `${caller.id} does not run`,
    'Nothing: this process is not the one Tutti started.',
  );
};

export type Asked = Omit<VerbParsed<'locks.acquire'>, 'leaseSeconds'> & { readonly lease: number | null };

interface Times {
  readonly now: number;
  /** So long a request of the person's stays without being asked for again. */
  readonly askAgainMs: number;
  /** When a lock ends that is granted now. */
  readonly expires: (lock: Lock) => number | null;
  /** What those are told of it whose locks this moves along. */
  readonly notices: (steps: readonly LockStep[]) => readonly Fact[];
}

const endOfLease = (lease: number | null, now: number): number | null =>
  lease === null ? null : now + lease * 1000;

/** An instance's request stays as long as it lives, and it is told of its grant; nobody sees whether a person waits still. */
const endOfRequest = (holder: Party, asked: Asked, { now, askAgainMs }: Times): number | null =>
  holder === 'person' ? now + asked.wait * 1000 + askAgainMs : null;

/** What its holder has or waits for already, asked for once more. */
const again = (crew: Crew, caller: Caller, known: Lock, asked: Asked, times: Times): LockId => {
  const lease = asked.lease ?? known.lease;
  const expiresAt =
    known.state === 'held' ? endOfLease(lease, times.now) : endOfRequest(known.holder, asked, times);
  if (lease !== known.lease || expiresAt !== known.expiresAt)
    crew.ledger.append([renewedFact(known, { lease, expiresAt }, byActor(actorOf(caller)))]);
  return known.id;
};

const known = (mine: readonly Lock[], asked: Asked): Lock | undefined => {
  const enough = mine.filter((lock) => lock.mode === 'exclusive' || asked.mode === 'shared');
  return enough.find(({ state }) => state === 'held') ?? enough[0];
};

/**
 * Grants a lock, or puts the request last into the queue, in one transaction with all that follows from it. Answers with its id:
 * that of the same lock where its holder has it or waits for it. `deadlock`, `limit_reached`.
 */
export const acquireLock = (crew: Crew, caller: Caller, asked: Asked, times: Times): Result<LockId> => {
  const { ledger } = crew;
  const { view } = ledger;
  const holder = partyOf(caller);
  const mine = view.locks.filter((lock) => lock.holder === holder);
  const same = mine.filter((lock) => samePaths(lock, asked));
  const before = known(same, asked);
  if (before !== undefined) return ok(again(crew, caller, before, asked, times));
  if (mine.length >= lockLimit)
    return fail(
      'limit_reached',
      `${holder} has ${mine.length} locks and requests, the most there may be`,
      'Unlock some, or lock folders instead of files.',
    );
  const actor = actorOf(caller);
  // A request for a shared lock on the same, which this one takes the place of.
  const replaced = same.find(({ state }) => state === 'waiting');
  const lock = newLock(crew, holder, asked, times);
  const others = view.locks.filter(({ id }) => id !== replaced?.id);
  const steps = mine.length === 0 ? settleNewcomer(others, lock) : settleLocks([...others, lock]);
  const own = steps.find((step) => step.lock.id === lock.id);
  const byOf = (one: Lock) => (one.id === lock.id ? byActor(actor) : {});
  const expires = (one: Lock) =>
    one.id === lock.id ? endOfLease(lock.lease, times.now) : times.expires(one);
  const facts: Fact[] = [
    ...(replaced === undefined
      ? []
      : [endFact({ lock: replaced, kind: 'withdrawn', why: 'replaced' }, byActor(actor))]),
    ...(own === undefined ? [queuedFact(lock, byActor(actor))] : []),
    ...stepFacts(steps, expires, byOf),
    ...times.notices(steps.filter((step) => step.lock.id !== lock.id)),
  ];
  const events = ledger.append(facts);
  if (own?.kind !== 'refuse') return ok(lock.id);
  const refused = events.find((event) => event.kind === 'lock.refused' && event.data.lock === lock.id);
  const held = mine.filter(({ state }) => state === 'held');
  return refused?.kind === 'lock.refused'
    ? deadlock(refused.data, held)
    : fail('internal', `${namePaths(asked.paths)} was refused without an event`, 'Report this.');
};

const newLock = (crew: Crew, holder: Party, asked: Asked, times: Times): Lock => ({
  // The sequence number of the first event of its transaction: never used twice.
  id: `lock_${crew.ledger.view.seq + 1}`,
  run: crew.run,
  holder,
  paths: asked.paths,
  mode: asked.mode,
  state: 'waiting',
  token: null,
  reason: asked.reason,
  lease: asked.lease,
  askedAt: times.now,
  since: times.now,
  expiresAt: endOfRequest(holder, asked, times),
  graceUntil: null,
});
