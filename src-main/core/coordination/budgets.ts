import type { Reached } from '@contract/budgets.ts';
import type { Crew } from '../hierarchy/crew.ts';
import { nextByTime, reachedBudgets } from '../model/budgets.ts';

/** What can bring a budget nearer, or change what it is. */
const kinds: ReadonlySet<string> = new Set([
  'instance.used',
  'instance.spawned',
  'budgets.changed',
  'run.started',
  'run.ended',
]);

/** Longer timers overflow (24.8 days); none is needed beyond a day. */
const longestMs = 86_400_000;

const sameState = (one: Reached, other: Reached): boolean =>
  one.scope === other.scope &&
  one.kind === other.kind &&
  one.state === other.state &&
  one.limit === other.limit;

/**
 * Watches the person's budgets. At four fifths it warns; at the whole nothing more is handed over and nobody spawned (see
 * `spentFor`), and every agent finishes the turn it is in.
 */
export class BudgetWatch {
  readonly #crew: Crew;
  #cancel: () => void = () => undefined;

  constructor(crew: Crew) {
    this.#crew = crew;
    crew.ledger.listen((events) => {
      if (events.some(({ kind }) => kinds.has(kind))) this.look();
    });
  }

  /** Tells of what was reached and of what no longer is. */
  look(): void {
    const { ledger, ports } = this.#crew;
    this.stop();
    if (this.#crew.stopped) return;
    const now = ports.clock.now();
    const reached = reachedBudgets(ledger.view, now);
    const known = ledger.view.reached;
    const same =
      reached.length === known.length && reached.every((one) => known.some((other) => sameState(one, other)));
    if (!same) ledger.append([{ kind: 'budgets.reached', data: { reached } }]);
    const next = nextByTime(ledger.view, now);
    if (next !== null) this.#cancel = this.#lookIn(Math.min(next - now, longestMs));
  }

  #lookIn(ms: number): () => void {
    return this.#crew.ports.clock.after(ms, () =>
      this.#crew.guarded('a look at the budgets', () => this.look()),
    );
  }

  stop(): void {
    this.#cancel();
    this.#cancel = () => undefined;
  }
}
