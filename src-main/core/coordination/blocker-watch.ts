import type { Crew } from '../hierarchy/crew.ts';
import type { Fact } from '../ledger.ts';
import { climbs, nextClimb } from '../model/blockers.ts';

/** What can let a blocker climb, or change when it does. */
const kinds: ReadonlySet<string> = new Set([
  'instance.changed',
  'message.failed',
  'settings.changed',
  'run.started',
]);

/**
 * Lets blockers climb from a parent that can't help, or has not in its time, to the person. Times count from the event, so a host
 * that comes back finds what fell due while it was away.
 */
export class BlockerWatch {
  readonly #crew: Crew;
  #cancel: () => void = () => undefined;

  constructor(crew: Crew) {
    this.#crew = crew;
    crew.ledger.listen((events) => {
      if (events.some(({ kind }) => kinds.has(kind))) this.look();
    });
  }

  look(): void {
    const { ledger, ports } = this.#crew;
    this.stop();
    if (this.#crew.stopped) return;
    const now = ports.clock.now();
    const due = climbs(ledger.view, now);
    // Told of by the append itself: nothing here listens for what it writes.
    ledger.append(due.map((data): Fact => ({ kind: 'blocker.climbed', data })));
    const next = nextClimb(ledger.view, now);
    if (next === null) return;
    this.#cancel = ports.clock.after(next - now, () =>
      this.#crew.guarded('a look at the blockers', () => this.look()),
    );
  }

  stop(): void {
    this.#cancel();
    this.#cancel = () => undefined;
  }
}
