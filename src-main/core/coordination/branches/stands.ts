import type { TuttiEvent } from '@contract/events.ts';
import type { InstanceId } from '@contract/ids.ts';
import type { Instance } from '@contract/instances.ts';
import { ok, type Result } from '@contract/result.ts';
import { sharesWith } from '@contract/shared-places.ts';
import type { Stand } from '@contract/stands.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import type { Keeper } from '../../keeper.ts';
import { usualTarget } from '../../model/merge-rights.ts';
import type { Followed } from '../../ports/branch-stands.ts';
import type { Standing } from './overlaps.ts';
import { PredictedOverlaps } from './predicted-overlaps.ts';
import { standOf, stoodFacts, unknownFacts, withoutLanded } from './stand-facts.ts';

/** A commit, a merge and what an agent does next come together: told as one. */
const gatherMs = 400;

/** Looks take at most a fifth of the time, also where agents commit without end. */
const restFactor = 4;

/** git could not be asked, or can't be followed: asked so often. One process a time. */
const lookAgainMs = 15_000;

/** What moves a branch, or what it goes into. */
const moving: ReadonlySet<string> = new Set([
  'instance.spawned',
  'instance.committed',
  'instance.checkedOut',
  'merge.merged',
  'merge.undone',
  'run.started',
]);

/** Follows where the instances' branches stand, by what is heard and by git's own signs; idle ones cost nothing. */
export class Stands implements Keeper {
  readonly #crew: Crew;
  readonly #overlaps: PredictedOverlaps;
  /** Whose files have changed since their lines were counted. */
  readonly #uncounted = new Set<InstanceId>();
  #timer: (() => void) | null = null;
  #looking = false;
  #wanted = false;
  #begun = false;
  #restUntil = 0;
  #followed: Followed | null = null;
  #followedNames = '';
  /** A folder of branches may have come or gone. */
  #stale = true;

  constructor(crew: Crew) {
    this.#crew = crew;
    this.#overlaps = new PredictedOverlaps(crew);
    crew.ledger.listen((events) => this.#hear(events));
  }

  resume(): void {
    this.#begun = true;
    for (const { id } of this.#withBranch()) this.#uncounted.add(id);
    if (this.#uncounted.size > 0) this.#plan(gatherMs);
  }

  stop(): void {
    this.#timer?.();
    this.#timer = null;
    this.#followed?.stop();
    this.#followed = null;
  }

  #hear(events: readonly TuttiEvent[]): void {
    if (!this.#begun) return;
    let isNews = false;
    for (const { kind, data } of events) {
      if (kind === 'instance.changedFiles' || kind === 'instance.committed') this.#uncounted.add(data.id);
      if (kind === 'instance.changedFiles' || moving.has(kind)) isNews = true;
    }
    if (isNews) this.#plan(gatherMs);
  }

  #withBranch(): Instance[] {
    const { instances } = this.#crew.ledger.view;
    // A shared one's branch is another's, whose stand it is.
    return Object.values(instances).filter(
      (one) => one.branch !== null && sharesWith(instances, one) === null,
    );
  }

  /** A look that is planned for later comes as soon as something happens. */
  #plan(ms: number): void {
    if (this.#crew.stopped) return;
    if (this.#looking) {
      this.#wanted = true;
      return;
    }
    this.#timer?.();
    const { clock, log } = this.#crew.ports;
    const wait = Math.max(ms, this.#restUntil - clock.now());
    this.#timer = clock.after(wait, () => {
      this.#timer = null;
      this.#lookOnce().catch((error: unknown) => log.error('where branches stand', error));
    });
  }

  async #lookOnce(): Promise<void> {
    const { clock } = this.#crew.ports;
    this.#looking = true;
    this.#wanted = false;
    const began = clock.now();
    let more = true;
    let trouble = true;
    try {
      const looked = await this.#look();
      trouble = !looked.ok;
      more = looked.ok && looked.value;
    } finally {
      this.#looking = false;
      this.#restUntil = clock.now() + (clock.now() - began) * restFactor;
      if (this.#wanted || more) this.#plan(gatherMs);
      else if (trouble || this.#followed?.watched === false) this.#plan(lookAgainMs);
    }
  }

  /** True: there is more to look at. */
  async #look(): Promise<Result<boolean>> {
    const { ports, ledger, run } = this.#crew;
    const instances = this.#withBranch();
    if (this.#crew.stopped || instances.length === 0) return ok(false);
    const current = await ports.branches.current();
    if (!current.ok) return this.#unavailable(instances, current);
    const person = current.value;
    const wishes = instances.map(({ id, branch, cwd: worktree }) => ({
      branch: branch ?? '',
      base: usualTarget(ledger.view, id, { person }),
      worktree,
    }));
    await this.#follow([...wishes.map(({ branch }) => branch), person]);
    const [seen, open] = await Promise.all([ports.branches.stands(wishes), this.#countOpen()]);
    if (!seen.ok) return this.#unavailable(instances, seen);
    if (this.#crew.stopped || this.#crew.run !== run) return ok(false);
    const all: Standing[] = [];
    const facts = wishes.flatMap((wish, at) => {
      const instance = ledger.view.instances[instances[at]?.id ?? ''];
      const told = seen.value[at];
      if (instance === undefined || told === undefined) return [];
      const stand = withoutLanded(ledger.view.merges, wish, told);
      all.push({ instance, seen: stand });
      return stoodFacts(instance, standOf(instance, wish.base, stand, open.get(instance.id)));
    });
    ledger.append(facts);
    return this.#overlaps.look(all);
  }

  /** The app goes on without: what was known stays, with the reason. */
  #unavailable(
    instances: readonly Instance[],
    failure: Extract<Result<never>, { ok: false }>,
  ): Result<boolean> {
    const { message, remedy } = failure.error;
    this.#crew.ports.log.warn('git can’t tell where branches stand', { error: message });
    const now = instances.flatMap(({ id }) => this.#crew.instance(id) ?? []);
    if (!this.#crew.stopped) this.#crew.ledger.append(unknownFacts(now, `${message} ${remedy}`));
    return failure;
  }

  async #countOpen(): Promise<Map<InstanceId, Stand['open']>> {
    const counted = new Map<InstanceId, Stand['open']>();
    for (const id of [...this.#uncounted]) {
      this.#uncounted.delete(id);
      const instance = this.#crew.instance(id);
      if (instance === undefined || instance.branch === null) continue;
      const lines =
        instance.work.changed === 0
          ? ok({ insertions: 0, deletions: 0 })
          : await this.#crew.ports.branches.openLines(instance.cwd);
      // A worktree that is gone is told as such.
      if (lines.ok) counted.set(id, lines.value);
    }
    return counted;
  }

  /** The new watches stand before the old ones go, so that nothing falls in between. */
  async #follow(branches: readonly string[]): Promise<void> {
    const names = [...new Set(branches)].sort().join('\n');
    if (!this.#stale && names === this.#followedNames) return;
    this.#stale = false;
    this.#followedNames = names;
    const next = await this.#crew.ports.branches.follow(names.split('\n'), () => {
      this.#stale = true;
      this.#plan(gatherMs);
    });
    this.#followed?.stop();
    this.#followed = next;
    if (this.#crew.stopped) this.stop();
  }
}
