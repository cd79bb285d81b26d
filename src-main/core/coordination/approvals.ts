import type { Wish, WishTerms } from '@contract/approvals.ts';
import { formatInstanceId, type InstanceId, ordinalsOf } from '@contract/ids.ts';
import type { Instance } from '@contract/instances.ts';
import { fail, ok, type Result, TuttiFailure } from '@contract/result.ts';
import type { VerbParsed } from '@contract/verbs.ts';
import { appendSurely } from '../append-surely.ts';
import type { Crew } from '../hierarchy/crew.ts';
import { nextOrdinal, planSpawn, spawn } from '../hierarchy/spawn.ts';
import type { Keeper } from '../keeper.ts';
import { actorOf, type Fact } from '../ledger.ts';
import { needsApproval } from '../model/approval.ts';
import type { Caller } from '../model/caller.ts';
import { checkLimits } from '../model/limits.ts';
import { noticeFacts } from './stored-facts.ts';

/** An agent's call waits so long for the person. Codex gives up a tool's call after 60 s. */
const answerMs = 50_000;

const failedSpawn = fail('internal', 'it could not be spawned', 'Look at the log of the host.');

type Spawning = VerbParsed<'instances.spawn'>;
type InstanceCaller = Extract<Caller, { kind: 'instance' }>;
type Outcome = Result<Instance>;

/** An agent's call that is open still. */
interface Waiter {
  answer(outcome: Outcome): void;
  /** Its answer is certain, and soon: it waits for that however long it has. */
  stay(): void;
}

/** Those that are carried out were granted last, at most as many as may wait. */
const grantsLookedAt = 500;

const sameWish = (wish: Wish, by: InstanceId, terms: WishTerms): boolean =>
  wish.by === by &&
  !wish.granted &&
  (['role', 'parent', 'profile', 'task', 'model'] as const).every((term) => wish[term] === terms[term]);

/** Instances' wishes to spawn that wait for the person's yes. The log has them; who waits for an answer is known here alone. */
export class Approvals implements Keeper {
  readonly #crew: Crew;
  readonly #waiters = new Map<string, Set<Waiter>>();

  constructor(crew: Crew) {
    this.#crew = crew;
    crew.ledger.listen((events) => {
      for (const event of events)
        if (event.kind === 'instance.changed' && event.data.to === 'terminated')
          this.#forgetOf(event.data.id, event.seq);
    });
  }

  /** Carries out what an earlier host was told to, and did not come to. */
  resume(): void {
    for (const wish of this.#crew.ledger.view.approvals) if (wish.granted) this.#carryOut(wish);
  }

  /** A host that lets go answers nobody any more: those who wait ask the next one. */
  stop(): void {
    for (const waiters of this.#waiters.values()) for (const waiter of waiters) waiter.stay();
    this.#waiters.clear();
  }

  /** Spawns, once the person has agreed where that is asked for. `cause`: the event that led to it; null: it is the caller's own act. */
  async spawn(caller: Caller, input: Spawning, cause: number | null = null): Promise<Outcome> {
    if (caller.kind === 'person' || !needsApproval(this.#crew.ledger.view, caller, input.role))
      return spawn(this.#crew, caller, input, { cause });
    const asked = await this.#ask(caller, input);
    return asked.ok ? this.#outcomeOf(asked.value) : asked;
  }

  /** The person is not asked for what could not be. */
  async #ask(caller: InstanceCaller, input: Spawning): Promise<Result<string>> {
    const planned = await planSpawn(this.#crew, caller, input);
    if (!planned.ok) return planned;
    const { ledger, reserved } = this.#crew;
    const { role, task, model = null } = input;
    const parent = planned.value.parent?.id ?? null;
    const fits = checkLimits(ledger.view, [...reserved], { role, parent });
    if (!fits.ok) return fits;
    const id = formatInstanceId(role, [
      ...(parent === null ? [] : ordinalsOf(parent)),
      nextOrdinal(this.#crew, caller.run, parent),
    ]);
    const shared = input.place === 'shared';
    const branch = shared ? (planned.value.parent?.branch ?? null) : `tutti/${caller.run}/${id}`;
    const of = { role, parent, profile: planned.value.profile.name, task, model, branch };
    const terms = shared ? { ...of, shared } : of;
    // An agent that calls again has not changed its mind.
    const known = ledger.view.approvals.find((wish) => sameWish(wish, caller.id, terms));
    if (known !== undefined) return ok(known.wish);
    const wish = `wish_${ledger.view.seq + 1}`;
    ledger.append([{ kind: 'approval.asked', data: { wish, by: caller.id, terms }, actor: actorOf(caller) }]);
    return ok(wish);
  }

  #outcomeOf(wish: string): Promise<Outcome> {
    return new Promise((resolve) => {
      const waiters = this.#waiters.get(wish) ?? new Set();
      this.#waiters.set(wish, waiters);
      const waiter: Waiter = {
        answer: (outcome) => {
          cancel();
          resolve(outcome);
        },
        stay: () => cancel(),
      };
      waiters.add(waiter);
      const cancel = this.#crew.ports.clock.after(answerMs, () => {
        waiters.delete(waiter);
        if (waiters.size === 0 && this.#waiters.get(wish) === waiters) this.#waiters.delete(wish);
        const message = `the person was asked (${wish}) and has not answered yet`;
        resolve(fail('timeout', message, 'Go on with something else: you get a message when it has.'));
      });
    });
  }

  /** The person's yes or no. Answers with the wishes that wait still. */
  decide(caller: Caller, input: VerbParsed<'approvals.decide'>): Result<Wish[]> {
    const { ledger } = this.#crew;
    const { view } = ledger;
    const wish = view.approvals.find((one) => one.wish === input.wish && !one.granted);
    if (wish === undefined)
      return fail('not_found', `no wish ${input.wish} waits`, 'Look at those that do: tutti attention', {
        field: 'wish',
      });
    const actor = actorOf(caller);
    if (!input.yes) {
      const reason = input.reason === '' ? 'the person said no' : `the person said no: ${input.reason}`;
      this.#settle(wish, reason, { actor });
      return ok(this.waiting);
    }
    const granted = input.all ? this.waiting : [wish];
    ledger.append([
      ...(input.all ? [this.#allows('approval.allowed', actor)] : []),
      ...granted.map(
        (one): Fact => ({ kind: 'approval.granted', data: { wish: one.wish, by: one.by }, actor }),
      ),
    ]);
    for (const one of granted) this.#carryOut(one);
    return ok(this.waiting);
  }

  revoke(caller: Caller): Result<Wish[]> {
    if (this.#crew.ledger.view.approvesAll)
      this.#crew.ledger.append([this.#allows('approval.revoked', actorOf(caller))]);
    return ok(this.waiting);
  }

  get waiting(): Wish[] {
    return this.#crew.ledger.view.approvals.filter(({ granted }) => !granted);
  }

  #allows(kind: 'approval.allowed' | 'approval.revoked', actor: Fact['actor']): Fact {
    const by = actor === undefined ? {} : { actor };
    return { kind, data: { run: this.#crew.run }, ...by };
  }

  #carryOut(wish: Wish): void {
    const { by, role, parent, profile, task, model, shared = false } = wish;
    const caller: Caller = { kind: 'instance', id: by, run: this.#crew.run, door: 'mcp' };
    const input: Spawning = {
      profile,
      role,
      task,
      place: shared ? 'shared' : 'worktree',
      ...(parent === null ? {} : { parent }),
      ...(model === null ? {} : { model }),
    };
    const cause = this.#grantOf(wish);
    spawn(this.#crew, caller, input, { also: (id) => this.#became(wish, id, cause), cause })
      .then((outcome) => this.#spawned(wish, outcome, cause))
      .catch((error: unknown) => {
        this.#crew.ports.log.error('a granted wish', error, { wish: wish.wish });
        const of = error instanceof TuttiFailure ? error.error : null;
        return this.#spawned(wish, of === null ? failedSpawn : { ok: false, error: of }, cause);
      })
      .catch((error: unknown) => this.#crew.ports.log.error('a granted wish', error, { wish: wish.wish }));
  }

  /** The person's yes: of this host's time, or of an earlier one's. */
  #grantOf({ wish }: Wish): number | null {
    const kinds = ['approval.granted'] as const;
    const asked = { after: 0, run: this.#crew.run, kinds, limit: grantsLookedAt, newest: true };
    const granted = this.#crew.ports.store.events(asked);
    return (
      granted.findLast((event) => event.kind === 'approval.granted' && event.data.wish === wish)?.seq ?? null
    );
  }

  /** Told with the new instance, so that a host that dies in between neither spawns twice nor forgets to tell. */
  #became(wish: Wish, spawned: InstanceId, cause: number | null): Fact[] {
    const data = { wish: wish.wish, by: wish.by, spawned, reason: '' };
    return [
      { kind: 'approval.settled', data, cause },
      ...this.#notice(wish, `was granted: ${spawned} has been spawned.`),
    ];
  }

  /** The person has said yes, and the agent counts on an answer: it comes, if not before there is room in the log. */
  async #spawned(wish: Wish, outcome: Outcome, cause: number | null): Promise<void> {
    const isOpen = (): boolean => this.#crew.ledger.view.approvals.some((one) => one.wish === wish.wish);
    if (!outcome.ok)
      await appendSurely(this.#crew, () =>
        isOpen() ? this.#nothing(wish, outcome.error.message, { cause }) : [],
      );
    this.#answer(wish, outcome);
  }

  /** The wish came to nothing. */
  #settle(wish: Wish, reason: string, by: Pick<Fact, 'actor' | 'cause'>): void {
    this.#crew.ledger.append(this.#nothing(wish, reason, by));
    this.#answer(wish, fail('refused', reason, 'Do without, or do it yourself.'));
  }

  #nothing(wish: Wish, reason: string, by: Pick<Fact, 'actor' | 'cause'>): Fact[] {
    const data = { wish: wish.wish, by: wish.by, spawned: null, reason };
    return [{ kind: 'approval.settled', data, ...by }, ...this.#notice(wish, `came to nothing: ${reason}`)];
  }

  #answer(wish: Wish, outcome: Outcome): void {
    const waiters = this.#waiters.get(wish.wish) ?? [];
    this.#waiters.delete(wish.wish);
    for (const waiter of waiters) waiter.answer(outcome);
  }

  /** What becomes of it, as a message, where no call of the agent's waits for that. */
  #notice({ wish, by, role, profile }: Wish, what: string): readonly Fact[] {
    const waiters = this.#waiters.get(wish) ?? new Set();
    for (const waiter of waiters) waiter.stay();
    const text = `Your wish ${wish} (a ${role} with ${profile}) ${what}`;
    return waiters.size > 0 ? [] : noticeFacts(this.#crew, [{ to: by, text }]);
  }

  #forgetOf(id: InstanceId, cause: number): void {
    for (const wish of this.waiting) {
      if (wish.by !== id) continue;
      this.#crew.guarded('a wish', () => this.#settle(wish, `${id} was terminated`, { cause }));
    }
  }
}
