import type { TuttiEvent } from '@contract/events.ts';
import type { InstanceId } from '@contract/ids.ts';
import type { Instance } from '@contract/instances.ts';
import type { KeptReason } from '@contract/kept-work.ts';
import { hasEnded } from '@contract/states.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import type { Keeper } from '../../keeper.ts';
import { finishCleanUps } from './clean-up.ts';
import { dropMerged } from './drop-merged.ts';
import { keepWork } from './keep-work.ts';
import { matchRefs } from './match-refs.ts';

/** Kept work grows old by days. */
const lookAgainMs = 24 * 3_600_000;

/** Until when (milliseconds since 1970) all that ended was looked after: those that ended since then are looked at by the next host. */
const lookedKey = 'keeping.looked-until';

const whyOf = ({ state }: Instance): KeptReason => (state === 'crashed' ? 'crashed' : 'ended');

/** Keeps what instances leave uncommitted when they end, and lets go of what branches have by now. */
export class Keeping implements Keeper {
  readonly #crew: Crew;
  #begun = false;
  /** Looks that are under way. */
  #open = 0;
  /** Stops the wait for the next day; null: nothing is kept, so nothing is waited for. */
  #cancel: (() => void) | null = null;

  constructor(crew: Crew) {
    this.#crew = crew;
    crew.ledger.listen((events) => this.#hear(events));
  }

  /** Not waited for: nobody's start has to wait until git has looked at those that ended. */
  resume(): void {
    this.#begun = true;
    this.#inBackground('kept work', async () => {
      await finishCleanUps(this.#crew);
      await matchRefs(this.#crew);
      this.#takeUp();
      await this.#letGo();
    });
  }

  stop(): void {
    this.#begun = false;
    this.#cancel?.();
  }

  /** Ended under an earlier host that did not come to look after it. */
  #takeUp(): void {
    const since = Number(this.#crew.ports.store.getMeta(lookedKey) ?? 0);
    for (const instance of Object.values(this.#crew.ledger.view.instances))
      if (hasEnded(instance.state) && instance.since >= since)
        this.#keep(instance.id, whyOf(instance), this.#crew.hostBegan);
  }

  #hear(events: readonly TuttiEvent[]): void {
    if (!this.#begun || this.#crew.stopped) return;
    for (const event of events) {
      if (event.kind === 'instance.changed' && hasEnded(event.data.to))
        this.#keep(event.data.id, event.data.to === 'crashed' ? 'crashed' : 'ended', event.seq);
      if (event.kind === 'work.saved') this.#lookTomorrow();
      if (event.kind === 'run.ended')
        for (const { id } of Object.values(this.#crew.ledger.view.instances))
          this.#keep(id, 'run-ended', event.seq);
    }
  }

  /** In its turn: what ends it is over by then, and what starts it again waits. */
  #keep(id: InstanceId, why: KeptReason, cause: number): void {
    const instance = this.#crew.instance(id);
    if (instance === undefined) return;
    this.#inBackground(`keeping the work of ${id}`, () =>
      this.#crew.queue.run(id, async () => {
        // Started again meanwhile, which has kept it.
        if (!this.#crew.lives.has(id)) await keepWork(this.#crew, instance, why, cause);
      }),
    );
  }

  async #letGo(): Promise<void> {
    await dropMerged(this.#crew);
    if (this.#crew.ports.store.keptWork({ dropped: false, limit: 1 }).length > 0) this.#lookTomorrow();
  }

  #lookTomorrow(): void {
    if (!this.#begun || this.#crew.stopped || this.#cancel !== null) return;
    this.#cancel = this.#crew.ports.clock.after(lookAgainMs, () => {
      this.#cancel = null;
      this.#inBackground('kept work', () => this.#letGo());
    });
  }

  #inBackground(what: string, work: () => Promise<void>): void {
    this.#open += 1;
    work()
      .catch((error: unknown) => this.#crew.ports.log.error(what, error))
      .finally(() => {
        this.#open -= 1;
        if (this.#open === 0 && !this.#crew.stopped) this.#noteLooked();
      });
  }

  #noteLooked(): void {
    const { store, clock } = this.#crew.ports;
    this.#crew.guarded('kept work', () => store.setMeta(lookedKey, String(clock.now())));
  }
}
