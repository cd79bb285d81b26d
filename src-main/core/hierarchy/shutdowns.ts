import type { Instance } from '@contract/instances.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import { placeOwner } from '@contract/shared-places.ts';
import { awaitedOf, type Left, type Shutdown } from '@contract/shutdowns.ts';
import type { VerbOutput, VerbParsed } from '@contract/verbs.ts';
import { noticeFacts } from '../coordination/stored-facts.ts';
import type { Keeper } from '../keeper.ts';
import { actorOf } from '../ledger.ts';
import type { Caller } from '../model/caller.ts';
import { endedBy, pickShutdown, toShutDown } from '../model/shutdown.ts';
import type { Crew } from './crew.ts';
import { calledOff, saveYourWork, shutDown } from './shutdown-words.ts';
import { endInOrder } from './terminate.ts';

/** The watch of a worktree tells of a change within a second or so; what git alone knows of is asked for again after this. */
const askAgainMs = 1_000;

/** The log could not take the end of it (a full disk): it is tried again after so many ms. */
const endAgainMs = 5_000;

const troubleLength = 500;

/**
 * Ends instances in order: they are told, their work is waited for, and children end before parents. All that counts is in the
 * log: the next host goes on with a shutdown where one that died has left it, to the same moment.
 */
export class Shutdowns implements Keeper {
  readonly #crew: Crew;
  readonly #timers = new Set<() => void>();
  #asking = false;
  #started = false;

  constructor(crew: Crew) {
    this.#crew = crew;
    crew.ledger.listen(() => this.#look());
  }

  get #current(): Shutdown | null {
    return this.#crew.ledger.view.shutdown;
  }

  /** Takes up what an earlier host had begun. */
  resume(): void {
    this.#started = true;
    const current = this.#current;
    if (current?.state === 'ending') this.#carryOut(current);
    else if (current !== null) this.#arm(current);
  }

  stop(): void {
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
  }

  begin(caller: Caller, input: VerbParsed<'runs.shutdown'>): Result<VerbOutput<'runs.shutdown'>> {
    const { ledger, ports } = this.#crew;
    const wanted = toShutDown(ledger.view, caller, input.id);
    if (!wanted.ok) return wanted;
    if (ledger.view.shutdown !== null)
      return fail(
        'wrong_state',
        'a shutdown is under way already',
        'Wait until it has ended, or call it off.',
      );
    const { seconds, reason } = input;
    const ids = wanted.value.map(({ id }) => id);
    const data = { top: input.id ?? null, ids, until: ports.clock.now() + seconds * 1000, reason };
    const by = caller.kind === 'person' ? 'person' : caller.id;
    const text = saveYourWork({ by, reason }, seconds);
    const told = seconds === 0 ? [] : ids.map((to) => ({ to, text, priority: 'urgent' as const }));
    ledger.append([
      { kind: 'shutdown.begun', data, actor: actorOf(caller) },
      ...noticeFacts(this.#crew, told),
    ]);
    const begun = this.#current;
    if (begun === null) return fail('internal', 'the shutdown is not in the view', 'Report this.');
    this.#arm(begun);
    return ok({ ...begun, awaited: awaitedOf(ledger.view) });
  }

  cancel(caller: Caller): Result<Shutdown> {
    const current = pickShutdown(this.#crew.ledger.view, caller);
    if (!current.ok) return current;
    const { ids, seq, by } = current.value;
    const text = calledOff({ by });
    this.#crew.ledger.append([
      { kind: 'shutdown.cancelled', data: {}, actor: actorOf(caller), cause: seq },
      ...noticeFacts(
        this.#crew,
        ids.map((to) => ({ to, text, priority: 'urgent' })),
        { cause: seq },
      ),
    ]);
    // Now only: one that could not be called off ends in its time.
    this.stop();
    return current;
  }

  #after(ms: number, run: () => void): void {
    const cancel = this.#crew.ports.clock.after(ms, () => {
      this.#timers.delete(cancel);
      if (!this.#crew.stopped) this.#crew.guarded('a shutdown', run);
    });
    this.#timers.add(cancel);
  }

  #arm({ until, state }: Shutdown): void {
    if (state === 'ending') return;
    this.#after(Math.max(0, until - this.#crew.ports.clock.now()), () => this.#look());
    this.#look();
  }

  /** Whether it is time to end, by what the log says; git has the last word on what is saved. */
  #look(): void {
    const current = this.#current;
    if (current?.state !== 'waiting' || !this.#started || this.#crew.stopped) return;
    if (this.#crew.ports.clock.now() >= current.until) this.#end(current, 'time');
    else if (!this.#asking && awaitedOf(this.#crew.ledger.view).length === 0) this.#ask(current);
  }

  #ask(current: Shutdown): void {
    this.#asking = true;
    this.#leftBy(this.#alive(current))
      .then((left) => {
        this.#asking = false;
        if (this.#crew.stopped || this.#current?.seq !== current.seq) return;
        const unsaved = left.some(({ files }) => files !== null);
        if (unsaved) this.#after(askAgainMs, () => this.#look());
        else if (awaitedOf(this.#crew.ledger.view).length === 0) this.#end(current, 'saved');
      })
      .catch((error: unknown) => {
        this.#asking = false;
        this.#crew.ports.log.error('a shutdown', error);
      });
  }

  #alive({ ids }: Shutdown): Instance[] {
    return ids.flatMap((id) => {
      const instance = this.#crew.instance(id);
      return instance === undefined || instance.pid === null ? [] : [instance];
    });
  }

  #end(current: Shutdown, why: 'saved' | 'time'): void {
    if (this.#current?.state !== 'waiting') return;
    this.stop();
    const unsaved = awaitedOf(this.#crew.ledger.view).map(({ id }) => id);
    try {
      this.#crew.ledger.append([{ kind: 'shutdown.ending', data: { why, unsaved }, cause: current.seq }]);
    } catch (error) {
      this.#after(endAgainMs, () => this.#look());
      throw error;
    }
    this.#carryOut(current);
  }

  #carryOut(current: Shutdown): void {
    this.#endAll(current).catch((error: unknown) => {
      this.#crew.ports.log.error('a shutdown', error);
      if (!this.#crew.stopped) this.#after(endAgainMs, () => this.#carryOut(current));
    });
  }

  async #endAll(current: Shutdown): Promise<void> {
    const { seq, by } = current;
    const ended = await this.#endScope(current);
    // What they leave is read when nothing can write any more.
    const left = await this.#leftBy(ended.flatMap((id) => this.#crew.instance(id) ?? []));
    if (this.#crew.stopped || this.#current?.seq !== seq) return;
    const text = shutDown(current, ended, left);
    const told = this.#receivers(by).map((to) => ({ to, text }));
    this.#crew.ledger.append([
      { kind: 'shutdown.finished', data: { ended, left }, cause: seq },
      ...noticeFacts(this.#crew, told, { cause: seq }),
    ]);
  }

  async #endScope(current: Shutdown): Promise<string[]> {
    const { seq, by, reason, ids } = current;
    const why = `shut down by ${by === 'person' ? 'the person' : by}${reason === '' ? '' : `: ${reason}`}`;
    const witness = by === 'person' ? 'person' : 'tool';
    const ended = new Set(ids);
    // The second time for what was being spawned as the shutdown began. With another run it would be somebody else's ids.
    for (let round = 0; round < 2 && this.#current?.seq === seq; round += 1) {
      const still = endedBy(this.#crew.ledger.view, current).filter(({ state }) => state !== 'terminated');
      for (const { id } of still) ended.add(id);
      await endInOrder(this.#crew, still, { witness, reason: why, cause: seq });
    }
    return [...ended];
  }

  #receivers(by: Shutdown['by']): Shutdown['by'][] {
    return by === 'person' ? ['person'] : [by, 'person'];
  }

  /** What is not committed in the worktrees of these, those alone that have something. The person's own checkout is not looked at. */
  async #leftBy(instances: readonly Instance[]): Promise<Left[]> {
    const left: Left[] = [];
    // One after the other: a hundred at once would be a hundred gits.
    for (const instance of instances) {
      const { id, cwd: folder, branch } = instance;
      const owner = placeOwner(this.#crew.ledger.view.instances, instance);
      // What lies in a shared worktree is told once, of whose it is.
      if (branch === null || (owner.id !== id && instances.some((one) => one.id === owner.id))) continue;
      const files = await this.#crew.ports.worktrees.uncommitted(folder);
      const of = { id, folder, branch };
      if (!files.ok) left.push({ ...of, files: null, trouble: files.error.message.slice(0, troubleLength) });
      else if (files.value > 0) left.push({ ...of, files: files.value, trouble: null });
    }
    return left;
  }
}
