import type { TuttiEvent } from '@contract/events.ts';
import type { ListedLock } from '@contract/lock-verbs.ts';
import { type Lock, type LockId, lockNumber, placeInQueue, waitsFor } from '@contract/locks.ts';
import { overlaps } from '@contract/paths.ts';
import { fail, ok, type Result, TuttiFailure } from '@contract/result.ts';
import type { VerbParsed } from '@contract/verbs.ts';
import type { Crew } from '../hierarchy/crew.ts';
import type { Keeper } from '../keeper.ts';
import { actorOf, type Fact } from '../ledger.ts';
import type { Caller } from '../model/caller.ts';
import { type Grace, type LockEnd, nextEnd, tidyLocks } from '../model/lock-ends.ts';
import { deadlock } from '../model/lock-words.ts';
import { type LockStep, settleLocks } from '../model/settle-locks.ts';
import { type Asked, acquireLock, checkHolder, partyOf } from './acquire-lock.ts';
import { byActor, endFact, stepFacts } from './lock-facts.ts';
import { endNotice, stepNotice } from './lock-notices.ts';
import { claimsOf } from './lock-paths.ts';
import { LockWaiters, type WaitEnd } from './lock-waiters.ts';
import { namedLocks } from './release-lock.ts';
import { type Notice, noticeFacts } from './stored-facts.ts';

/** Longer timers overflow (24.8 days); none is needed beyond a day. */
const longestMs = 86_400_000;

/** After a look that could not be written down (a full disk), the next one. */
const lookAgainMs = 1000;

type Timed = Extract<TuttiEvent, { kind: 'lock.queued' | 'lock.granted' | 'lock.renewed' }>;

const isTimed = (event: TuttiEvent): event is Timed =>
  event.kind === 'lock.queued' || event.kind === 'lock.granted' || event.kind === 'lock.renewed';

const listed = (locks: readonly Lock[], lock: Lock): ListedLock => ({
  ...lock,
  place: placeInQueue(locks, lock),
  waitsFor: waitsFor(locks, lock).map(({ id, holder, mode, state, paths, reason }) => ({
    id,
    holder,
    mode,
    state,
    paths,
    reason,
  })),
});

/**
 * Who may change which files. All decisions are made and written in one synchronous step each, so two calls can't both get
 * what one of them may have; what an instance's end or the clock does to its locks is looked at anew whenever one of them moves.
 */
export class Locks implements Keeper {
  readonly #crew: Crew;
  readonly #waiters: LockWaiters;
  #begun = false;
  #due = Number.POSITIVE_INFINITY;
  #cancel: () => void = () => undefined;

  constructor(crew: Crew) {
    this.#crew = crew;
    this.#waiters = new LockWaiters(crew.ports.clock);
    crew.ledger.listen((events) => this.#hear(events));
  }

  /** Takes up what an earlier host left, once it is known who lives. */
  resume(): void {
    this.#begun = true;
    // Done, and the host ended before that was said of its locks.
    const { instances } = this.#crew.ledger.view;
    this.#look((lock) => {
      const holder = instances[lock.holder];
      return holder?.state === 'done' && lock.since <= holder.since;
    }, this.#crew.hostBegan);
  }

  stop(): void {
    this.#cancel();
    this.#due = Number.POSITIVE_INFINITY;
  }

  async acquire(caller: Caller, input: VerbParsed<'locks.acquire'>): Promise<Result<ListedLock>> {
    const { leaseSeconds, ...rest } = input;
    const claims = await claimsOf(this.#crew, caller, input.paths, (place) => `paths.${place}`);
    if (!claims.ok) return claims;
    // From here to the append nothing is awaited.
    const lives = checkHolder(this.#crew, caller);
    if (!lives.ok) return lives;
    const asked: Asked = { ...rest, paths: claims.value, lease: leaseSeconds ?? null };
    const times = {
      now: this.#now,
      askAgainMs: this.#askAgainMs,
      expires: (lock: Lock) => this.#expires(lock),
      notices: (steps: readonly LockStep[]) => noticeFacts(this.#crew, this.#stepNotices(steps)),
    };
    const id = acquireLock(this.#crew, caller, asked, times);
    if (!id.ok) return id;
    const lock = this.#find(id.value);
    if (lock?.state !== 'waiting' || input.wait === 0) return this.#answer(id.value, null);
    return this.#answer(id.value, await this.#waiters.wait(id.value, input.wait * 1000));
  }

  async release(caller: Caller, input: VerbParsed<'locks.release'>): Promise<Result<Lock[]>> {
    const claims =
      input.paths === undefined
        ? ok(undefined)
        : await claimsOf(this.#crew, caller, input.paths, (place) => `paths.${place}`);
    if (!claims.ok) return claims;
    const { paths: _given, ...rest } = input;
    const named = namedLocks(
      this.#crew,
      caller,
      claims.value === undefined ? rest : { ...rest, paths: claims.value },
    );
    if (!named.ok) return named;
    const mine = partyOf(caller);
    const ends = named.value.map((lock): LockEnd => {
      const why = lock.holder === mine ? 'asked' : 'forced';
      return { lock, kind: 'given-up', why };
    });
    const ended = new Set(named.value.map(({ id }) => id));
    const { locks, seq } = this.#crew.ledger.view;
    const left = locks.filter(({ id }) => !ended.has(id));
    this.#crew.ledger.append(this.#change(ends, byActor(actorOf(caller)), [], left, seq + 1));
    return ok(named.value);
  }

  async list(caller: Caller, input: VerbParsed<'locks.list'>): Promise<Result<ListedLock[]>> {
    const { path } = input;
    const claims = path === undefined ? ok([]) : await claimsOf(this.#crew, caller, [path], () => 'path');
    if (!claims.ok) return claims;
    const { locks } = this.#crew.ledger.view;
    const wanted = locks.filter(({ paths }) =>
      claims.value.every((claim) => paths.some((each) => overlaps(each, claim))),
    );
    return ok(wanted.map((lock) => listed(locks, lock)));
  }

  get #now(): number {
    return this.#crew.ports.clock.now();
  }

  get #askAgainMs(): number {
    return this.#crew.ledger.view.settings.locks.askAgainSeconds * 1000;
  }

  #find(id: LockId): Lock | undefined {
    return this.#crew.ledger.view.locks.find((lock) => lock.id === id);
  }

  /** A grant that nobody is there to hear of stays no longer than it takes to ask again. */
  #expires(lock: Lock): number | null {
    if (!this.#waiters.awaits(lock.id)) return this.#now + this.#askAgainMs;
    return lock.lease === null ? null : this.#now + lock.lease * 1000;
  }

  /** Ends, and what follows from them for those that are left, caused by the event `cause`. */
  #change(
    ends: readonly LockEnd[],
    by: Pick<Fact, 'actor' | 'cause'>,
    graces: readonly Grace[],
    left: readonly Lock[],
    cause: number | null,
  ): Fact[] {
    const steps = settleLocks(left);
    const caused = cause === null ? {} : { cause };
    const notices = [...ends.map(endNotice), ...this.#stepNotices(steps)].filter((one) => one !== null);
    return [
      ...ends.map((end) => endFact(end, by)),
      ...graces.map((data): Fact => ({ kind: 'lock.graced', data, ...by })),
      ...stepFacts(
        steps,
        (lock) => this.#expires(lock),
        () => caused,
      ),
      ...noticeFacts(this.#crew, notices, caused),
    ];
  }

  /** For those of whom no call waits. */
  #stepNotices(steps: readonly LockStep[]): Notice[] {
    const unheard = steps.filter(({ lock }) => !this.#waiters.awaits(lock.id));
    return unheard
      .map((step) => stepNotice(step, this.#askAgainMs / 1000))
      .filter((notice) => notice !== null);
  }

  #answer(id: LockId, end: WaitEnd): Result<ListedLock> {
    const { locks } = this.#crew.ledger.view;
    const lock = this.#find(id);
    if (end?.kind === 'lock.refused')
      return deadlock(
        end.data,
        locks.filter(({ holder, state }) => holder === end.data.holder && state === 'held'),
      );
    if (lock !== undefined) return ok(listed(locks, lock));
    return fail(
      'wrong_state',
      `the request ${id} has ended meanwhile`,
      'Ask for the lock again if you need it still.',
    );
  }

  #hear(events: readonly TuttiEvent[]): void {
    const done = new Map<string, number>();
    let moved: number | null = null;
    for (const event of events) {
      this.#waiters.hear(event);
      if (isTimed(event) && event.data.expiresAt !== null) this.#arm(event.data.expiresAt);
      if (event.kind === 'lock.graced' && event.data.until !== null) this.#arm(event.data.until);
      if (event.kind === 'run.ended') moved = event.seq;
      if (event.kind !== 'instance.changed' || event.data.from === event.data.to) continue;
      const { id, from, to } = event.data;
      if (to === 'done') done.set(id, event.seq);
      if (to === 'done' || to === 'crashed' || to === 'terminated' || from === 'crashed') moved = event.seq;
    }
    if (moved === null || !this.#begun || this.#crew.stopped || this.#crew.ledger.view.locks.length === 0)
      return;
    this.#look((lock) => lockNumber(lock) < (done.get(lock.holder) ?? 0), moved);
  }

  /** Ends what has ended by its holder or by time, and grants what is free by it. */
  #look(isDone: (lock: Lock) => boolean, cause: number | null = null): void {
    this.stop();
    if (this.#crew.stopped) return;
    const { ledger } = this.#crew;
    const graceMs = ledger.view.settings.locks.graceSeconds * 1000;
    const { ends, graces, left } = tidyLocks(ledger.view, this.#now, isDone, graceMs);
    const by = cause === null ? {} : { cause };
    try {
      ledger.append(this.#change(ends, by, graces, left, cause));
      this.#arm(nextEnd(ledger.view.locks));
    } catch (error) {
      if (!(error instanceof TuttiFailure)) throw error;
      this.#crew.ports.log.warn('a change of locks waits to be written', { error: error.error });
      this.#cancel = this.#crew.ports.clock.after(lookAgainMs, () => this.#look(isDone, cause));
    }
  }

  #arm(at: number): void {
    if (at >= this.#due || this.#crew.stopped) return;
    this.#cancel();
    this.#due = at;
    const ms = Math.min(Math.max(0, at - this.#now), longestMs);
    this.#cancel = this.#crew.ports.clock.after(ms, () =>
      this.#crew.guarded('a look at the locks', () => this.#look(() => false)),
    );
  }
}
