import type { TuttiEvent } from '@contract/events.ts';
import type { InstanceId } from '@contract/ids.ts';
import type { Merge } from '@contract/merges.ts';
import { ok, type Result, type TuttiError } from '@contract/result.ts';
import { clipped } from '../../hierarchy/clipped.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import { KeyedQueue } from '../../hierarchy/keyed-queue.ts';
import type { Keeper } from '../../keeper.ts';
import type { Fact } from '../../ledger.ts';
import { nextMerges } from '../../model/merge-order.ts';
import { noticeFacts } from '../stored-facts.ts';
import { buildChain, type Link } from './build-chain.ts';
import { checkChain, type Verdict } from './check-chain.ts';
import { landChain } from './land-chain.ts';
import { of } from './merge-of.ts';
import { checkReason, failedNotice, outcomeNotice } from './merge-words.ts';
import { settleBegun, settleLeft } from './settle-begun.ts';
import { isStillWanted } from './still-wanted.ts';
import { sweepLeft, sweepResolving } from './sweep-resolving.ts';
import { takeHanded } from './take-handed.ts';
import { TargetWatch } from './target-watch.ts';

/** git could not be asked (another program's lock, a full disk): the round is tried again after so many ms, and after twice as many each time. */
const roundAgainMs = 5_000;
/** Whoever has made room wants to see it go on. */
const roundAgainMostMs = 30_000;

const reasonLength = 1900;

const mendedFact = (what: string): Fact => ({
  kind: 'work.mended',
  data: { what: clipped(what, reasonLength) },
  run: null,
});

/**
 * The merges that were asked for, one batch after the other on each target. All that counts is in the log, and a target is moved in
 * one step: a host that dies leaves it before or after a batch, and the next one finds out which.
 */
export class MergeQueue implements Keeper {
  readonly #crew: Crew;
  /** What is done to one target, one after the other: rounds of its queue, and what is taken back. */
  readonly #turns = new KeyedQueue();
  readonly #watch: TargetWatch;
  readonly #looking = new Set<string>();
  /** Rounds that wait to be tried again, by target: how to call them off, and how long this one waits. */
  readonly #pauses = new Map<
    string,
    { readonly cancel: () => void; readonly ms: number; readonly over: boolean }
  >();
  /** Ends the check that runs for a target. */
  readonly #checks = new Map<string, AbortController>();
  #begun = false;

  constructor(crew: Crew) {
    this.#crew = crew;
    this.#watch = new TargetWatch(crew, (target) => this.#look(target));
    crew.ledger.listen((events) => this.#hear(events));
  }

  /** Takes up what an earlier host left: whole, or mended first. */
  resume(): void {
    this.#takeUp().catch((error: unknown) => this.#crew.ports.log.error('taking up merges', error));
  }

  stop(): void {
    for (const { cancel } of this.#pauses.values()) cancel();
    this.#pauses.clear();
    this.#watch.stop();
    for (const check of this.#checks.values()) check.abort();
  }

  /** Runs what touches a target when its turn has come. */
  inTurn<T>(target: string, work: () => Promise<T>): Promise<T> {
    return this.#turns.run(target, work);
  }

  async #takeUp(): Promise<void> {
    const { branches, log } = this.#crew.ports;
    // Also where no merge is under way: a host may have ended while one was taken back.
    const mended = await branches.mend();
    if (!mended.ok) log.warn('worktrees could not be mended', { error: mended.error.message });
    else if (!this.#crew.stopped) this.#crew.ledger.append(mended.value.map(mendedFact));
    await settleBegun(this.#crew);
    if (this.#crew.stopped) return;
    this.#begun = true;
    this.#lookAll();
    await sweepLeft(this.#crew);
  }

  #hear(events: readonly TuttiEvent[]): void {
    if (!this.#begun) return;
    sweepResolving(this.#crew, events);
    for (const event of events) {
      if (event.kind === 'merge.cancelled') this.#calledOff(event.data.merge);
      // Whoever was told of a conflict has merged the other side.
      if (event.kind === 'instance.committed' && event.data.commit.way === 'merge')
        this.#tryResolved(event.data.id, event.data.commit.hash, event.seq);
    }
    if (events.some(({ kind }) => kind.startsWith('merge.'))) this.#lookAll();
    if (events.some(({ kind }) => kind === 'lock.released' || kind === 'lock.expired'))
      this.#lookAll('waiting');
  }

  #tryResolved(id: InstanceId, commit: string, cause: number): void {
    const handed = this.#crew.ledger.view.merges.filter(
      (merge) => merge.handed?.to === id && merge.of !== id && merge.state === 'conflicted',
    );
    for (const merge of handed)
      takeHanded(this.#crew, merge, commit).catch((error: unknown) =>
        this.#crew.ports.log.error('a resolved merge', error),
      );
    const conflicted = this.#crew.ledger.view.merges.filter(
      (merge) => merge.of === id && merge.state === 'conflicted',
    );
    const reason = `${id} has merged the other side`;
    this.#crew.ledger.append(
      conflicted.map((merge) => ({ kind: 'merge.requeued', data: { ...of(merge), reason }, cause })),
    );
  }

  /** Its batch is checked without it. */
  #calledOff(id: string): void {
    const merge = this.#crew.ledger.view.merges.find((one) => one.id === id);
    if (merge !== undefined) this.#checks.get(merge.target)?.abort();
  }

  #lookAll(which: 'queued' | 'waiting' = 'queued'): void {
    const { merges } = this.#crew.ledger.view;
    const wanted = merges.filter(({ state }) => state === which);
    for (const target of new Set(wanted.map((merge) => merge.target))) this.#look(target);
  }

  /** Has a target's queue gone through, once what is under way on it is over. */
  #look(target: string): void {
    if (this.#crew.stopped || this.#looking.has(target) || this.#isPaused(target)) return;
    this.#looking.add(target);
    this.inTurn(target, () => this.#rounds(target)).catch((error: unknown) => {
      this.#crew.ports.log.error('a merge', error);
      this.#later(target);
    });
  }

  #isPaused(target: string): boolean {
    return this.#pauses.get(target)?.over === false;
  }

  #later(target: string): void {
    const before = this.#pauses.get(target);
    before?.cancel();
    const ms = before === undefined ? roundAgainMs : Math.min(2 * before.ms, roundAgainMostMs);
    const cancel = this.#crew.ports.clock.after(ms, () => {
      this.#pauses.set(target, { cancel, ms, over: true });
      this.#look(target);
    });
    this.#pauses.set(target, { cancel, ms, over: false });
  }

  async #rounds(target: string): Promise<void> {
    if (!this.#isPaused(target)) await settleLeft(this.#crew, target);
    for (;;) {
      // What is asked for from here on has its own look.
      this.#looking.delete(target);
      // What was told of a round that failed has asked for this one: not before its pause is over.
      if (this.#crew.stopped || this.#isPaused(target)) return;
      const done = await this.#round(target);
      if (done.ok) this.#pauses.delete(target);
      if (done.ok && done.value === 'again') continue;
      if (!done.ok) {
        this.#crew.ports.log.warn('a round of merges', { target, error: done.error.message });
        this.#later(target);
        this.#sayWhy(target, done.error);
      }
      return;
    }
  }

  /** Told once for as long as it is the same. */
  #sayWhy(target: string, { message, remedy }: TuttiError): void {
    const reason = clipped(`${message} ${remedy}`, reasonLength);
    const held = this.#crew.ledger.view.merges.filter(
      (merge) =>
        merge.target === target &&
        (merge.state === 'queued' || (merge.state === 'waiting' && merge.reason !== reason)),
    );
    this.#crew.ledger.append(
      held.map((merge) => ({ kind: 'merge.waiting', data: { ...of(merge), reason } })),
    );
  }

  /** One batch: made, checked, landed. `again`: there may be more to do. */
  async #round(target: string): Promise<Result<'again' | 'over'>> {
    const { ledger, ports } = this.#crew;
    const { together, check } = ledger.view.settings.merging;
    const batch = nextMerges(ledger.view, target, together);
    if (batch.length === 0) return ok('over');
    const base = await ports.branches.tip(target);
    if (!base.ok) return base;
    if (base.value === null) return ok(this.#failAll(batch, `there is no branch ${target}`));
    const chain = await buildChain(this.#crew, batch, base.value);
    if (!chain.ok) return chain;
    const { links, settled } = chain.value;
    if (links.length === 0) return ok(settled ? 'again' : 'over');
    return check === ''
      ? this.#land(target, base.value, links, null)
      : this.#checked(target, base.value, links, check);
  }

  async #checked(
    target: string,
    base: string,
    chain: readonly Link[],
    command: string,
  ): Promise<Result<'again' | 'over'>> {
    if (!this.#areWanted(chain)) return ok('again');
    const { ledger } = this.#crew;
    ledger.append(
      chain.map(({ merge, tip, onto }) => ({
        kind: 'merge.checking',
        data: { ...of(merge), tip, onto, command },
      })),
    );
    const calledOff = new AbortController();
    this.#checks.set(target, calledOff);
    const verdict = await checkChain(this.#crew, { base, chain, command }, calledOff.signal);
    this.#checks.delete(target);
    if (this.#crew.stopped) return ok('over');
    if (!verdict.ok) {
      this.#requeue(chain, verdict.error.message);
      return verdict;
    }
    if (verdict.value === null) {
      this.#requeue(chain, 'the check was called off');
      return ok('again');
    }
    return this.#byVerdict(target, base, chain, verdict.value);
  }

  /** Lands what is good, sends back what is not, and leaves the rest in the queue. */
  async #byVerdict(
    target: string,
    base: string,
    chain: readonly Link[],
    { good, failed, passed }: Verdict,
  ): Promise<Result<'again' | 'over'>> {
    const culprits = failed?.base ? chain : failed === null ? [] : chain.slice(good, good + 1);
    const facts = culprits.flatMap(({ merge }) => {
      const check = failed?.check ?? null;
      if (check === null) return [];
      const without = failed?.base === true ? ` on ${target} itself, without it` : ' with it';
      const reason = `${checkReason(check)}${without}`;
      const told = [
        ...(merge.of === null || failed?.base ? [] : [{ to: merge.of, text: failedNotice(merge, check) }]),
        ...(merge.by === merge.of ? [] : [{ to: merge.by, text: outcomeNotice(merge, reason) }]),
      ];
      return [
        { kind: 'merge.failed' as const, data: { ...of(merge), reason, check } },
        ...noticeFacts(this.#crew, told),
      ];
    });
    const behind = failed?.base === true ? [] : chain.slice(good + 1);
    // In one append: those behind it go back because it failed.
    this.#crew.ledger.append([...facts, ...this.#requeueFacts(behind, 'one before it failed')]);
    return good === 0 ? ok('again') : this.#land(target, base, chain.slice(0, good), passed);
  }

  async #land(
    target: string,
    base: string,
    chain: readonly Link[],
    check: Verdict['passed'],
  ): Promise<Result<'again' | 'over'>> {
    const landed = this.#areWanted(chain)
      ? await landChain(this.#crew, target, base, chain, check)
      : ok('unwanted' as const);
    if (!landed.ok) {
      this.#requeue(chain, landed.error.message);
      return landed;
    }
    if (landed.value === 'unwanted') this.#requeue(chain, 'one before it was cancelled');
    if (landed.value !== 'waiting') return ok('again');
    this.#watch.follow(target);
    return ok('over');
  }

  #areWanted(chain: readonly Link[]): boolean {
    return chain.every(({ merge }) => isStillWanted(this.#crew, merge));
  }

  /** Back into the queue: those that are still wanted, and do not stand in it already. */
  #requeue(chain: readonly Link[], reason: string): void {
    this.#crew.ledger.append(this.#requeueFacts(chain, reason));
  }

  #requeueFacts(chain: readonly Link[], reason: string): Fact[] {
    const again = chain.filter(({ merge }) => {
      const { merges } = this.#crew.ledger.view;
      const now = merges.find(({ id, run }) => id === merge.id && run === merge.run);
      return now?.state === 'checking' || now?.state === 'merging';
    });
    return again.map(({ merge }) => ({
      kind: 'merge.requeued',
      data: { ...of(merge), reason: reason.slice(0, reasonLength) },
    }));
  }

  #failAll(batch: readonly Merge[], reason: string): 'again' {
    const merges = batch.filter((merge) => isStillWanted(this.#crew, merge));
    const told = merges.map((merge) => ({ to: merge.by, text: outcomeNotice(merge, `failed: ${reason}`) }));
    this.#crew.ledger.append([
      ...merges.map((merge) => ({
        kind: 'merge.failed' as const,
        data: { ...of(merge), reason, check: null },
      })),
      ...noticeFacts(this.#crew, told),
    ]);
    return 'again';
  }
}
