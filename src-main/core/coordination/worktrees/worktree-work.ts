import type { TuttiEvent } from '@contract/events.ts';
import type { InstanceId } from '@contract/ids.ts';
import type { Instance } from '@contract/instances.ts';
import { sharesWith } from '@contract/shared-places.ts';
import { hasEnded } from '@contract/states.ts';
import { noWork } from '@contract/worktree-work.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import { signOfLife } from '../../hierarchy/stall.ts';
import type { Keeper } from '../../keeper.ts';
import type { Fact } from '../../ledger.ts';
import type { WorktreeLook, WorktreeWatch } from '../../ports/worktree-watch.ts';
import { Conflicts } from './conflicts.ts';
import { branchFacts, ToldFiles } from './worktree-facts.ts';

interface Watched {
  readonly folder: string;
  readonly told: ToldFiles;
  /** The branch of the last look; undefined before the first. */
  branch: string | null | undefined;
  watch: WorktreeWatch;
  ending: boolean;
}

/** What could not be written down (a full disk) is looked for again after so many ms. */
const lookAgainMs = 5_000;

/** Sees what instances do in their worktrees, and tells of it: nobody has to report a file or a commit. */
export class WorktreeWork implements Keeper {
  readonly conflicts: Conflicts;
  readonly #crew: Crew;
  readonly #watched = new Map<InstanceId, Watched>();
  readonly #dirty = new Map<InstanceId, Set<string>>();
  #run = 0;
  #started = false;

  constructor(crew: Crew) {
    this.#crew = crew;
    this.conflicts = new Conflicts(crew, this.#dirty);
    crew.ledger.listen((events) => this.#hear(events));
  }

  /** Begins with the instances that are there. */
  resume(): void {
    this.#started = true;
    this.conflicts.begin();
    this.#follow();
  }

  stop(): void {
    for (const { watch } of this.#watched.values()) watch.stop();
    this.#watched.clear();
  }

  #hear(events: readonly TuttiEvent[]): void {
    const matters = events.some(
      ({ kind }) => kind === 'instance.spawned' || kind === 'instance.changed' || kind === 'run.started',
    );
    if (matters && this.#started && !this.#crew.stopped) this.#follow();
  }

  /** Watches who is there, and nobody else. */
  #follow(): void {
    const { instances, run } = this.#crew.ledger.view;
    if (this.#run !== (run?.run ?? 0)) this.#forgetAll();
    this.#run = run?.run ?? 0;
    for (const instance of Object.values(instances)) {
      const known = this.#watched.get(instance.id);
      if (known === undefined && this.#isWatched(instance)) this.#begin(instance);
      else if (known !== undefined && !this.#isWatched(instance)) this.#end(instance.id, known);
    }
  }

  /** A worktree of its own: the person's checkout is the person's, whoever works in it, and however many do. A shared one is watched once. */
  #isWatched(instance: Instance): boolean {
    const { branch, cwd, state } = instance;
    if (branch === null || cwd === this.#crew.ports.repository.root) return false;
    const { instances } = this.#crew.ledger.view;
    if (sharesWith(instances, instance) !== null) return false;
    return (
      state !== 'terminated' ||
      Object.values(instances).some((one) => one.cwd === cwd && !hasEnded(one.state))
    );
  }

  #forgetAll(): void {
    this.stop();
    this.#dirty.clear();
  }

  #begin({ id, cwd, run, work }: Instance): void {
    const { store, worktreeWatches } = this.#crew.ports;
    this.#dirty.set(id, new Set());
    const watched: Watched = {
      folder: cwd,
      told: new ToldFiles(store.changedFiles(run, id), work.changed),
      branch: undefined,
      ending: false,
      watch: worktreeWatches.watch(
        { folder: cwd, tip: work.tip },
        {
          looked: (look) => this.#ofLife(id, watched, () => this.#looked(id, watched, look)),
          troubled: (reason) => this.#ofLife(id, watched, () => this.#troubled(id, reason)),
        },
      ),
    };
    this.#watched.set(id, watched);
  }

  /** What it did last is told before it is let go. */
  #end(id: InstanceId, watched: Watched): void {
    if (watched.ending) return;
    watched.ending = true;
    watched.watch
      .finish()
      .catch((error: unknown) => this.#crew.ports.log.error('the last look at a worktree', error))
      .finally(() => {
        if (this.#watched.get(id) === watched) this.#watched.delete(id);
        this.#dirty.delete(id);
        if (!this.#crew.stopped) this.#follow();
      });
  }

  #ofLife(id: InstanceId, watched: Watched, run: () => void): void {
    if (this.#crew.stopped || this.#watched.get(id) !== watched) return;
    try {
      run();
    } catch (error) {
      this.#crew.ports.log.error('what was seen in a worktree', error);
      this.#beginAgain(id, watched);
    }
  }

  /** What was not written down has to be seen once more: from where the log stands. */
  #beginAgain(id: InstanceId, watched: Watched): void {
    watched.watch.stop();
    this.#crew.ports.clock.after(lookAgainMs, () => {
      if (this.#watched.get(id) !== watched || this.#crew.stopped) return;
      this.#watched.delete(id);
      this.#follow();
    });
  }

  #looked(id: InstanceId, watched: Watched, look: WorktreeLook): void {
    const dirty = this.#dirty.get(id) ?? new Set();
    for (const path of look.settled) dirty.delete(path);
    for (const { path } of look.changed) dirty.add(path);
    const work = this.#crew.instance(id)?.work ?? noWork;
    const facts: Fact[] = [
      ...branchFacts(id, { work, branch: watched.branch }, look),
      ...watched.told.facts(id, look),
    ];
    watched.branch = look.branch;
    this.#crew.ledger.append(facts);
    const life = this.#crew.lives.get(id);
    // Written files are none: a build that hangs in a loop writes them, too.
    if (life !== undefined && look.commits.length > 0) signOfLife(this.#crew, life);
    this.conflicts.look(id, look);
  }

  #troubled(id: InstanceId, reason: string | null): void {
    this.#crew.ports.log.warn('a worktree can’t be watched', { id, reason });
    if ((this.#crew.instance(id)?.work.trouble ?? null) === reason) return;
    const said = reason === null ? null : reason.slice(0, 1000);
    this.#crew.ledger.append([{ kind: 'instance.unwatched', data: { id, reason: said } }]);
  }
}
