import { ok, type Result } from '@contract/result.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import type { Fact } from '../../ledger.ts';
import { noticeFacts } from '../stored-facts.ts';
import { foundFact, goneFacts, overlapNotices, type Pair, pairsOf, type Standing } from './overlaps.ts';

/** Pairs that one look asks git about: all of a hundred branches. What is left comes at the next. */
const mostPairs = 5_000;

/** Answers that are remembered; an answer is a short string or two. */
const mostKnown = 20_000;

const keyOf = ({ tips }: Pair): string => tips.join(' ');

/** Which instances' work would conflict: each two commits are tried once. */
export class PredictedOverlaps {
  readonly #crew: Crew;
  readonly #known = new Map<string, readonly string[]>();

  constructor(crew: Crew) {
    this.#crew = crew;
  }

  /** Appends what has changed. True: not all pairs were tried yet. */
  async look(all: readonly Standing[]): Promise<Result<boolean>> {
    const { ledger, run } = this.#crew;
    const pairs = pairsOf(ledger.view, all);
    const untried = pairs.filter((pair) => !this.#known.has(keyOf(pair)));
    const tried = await this.#try(untried.slice(0, mostPairs));
    if (!tried.ok) return tried;
    if (this.#crew.stopped || this.#crew.run !== run) return ok(false);
    this.#tell(all, pairs);
    if (this.#known.size > mostKnown) this.#known.clear();
    return ok(untried.length > mostPairs);
  }

  async #try(pairs: readonly Pair[]): Promise<Result<void>> {
    if (pairs.length === 0) return ok(undefined);
    const predicted = await this.#crew.ports.branches.predict(pairs.map(({ tips }) => tips));
    if (!predicted.ok) return predicted;
    for (const [at, pair] of pairs.entries()) this.#known.set(keyOf(pair), predicted.value[at]?.files ?? []);
    return ok(undefined);
  }

  #tell(all: readonly Standing[], pairs: readonly Pair[]): void {
    const { view } = this.#crew.ledger;
    // One that could not be tried yet stays as it was.
    const open = pairs.filter((pair) => this.#known.get(keyOf(pair))?.length !== 0);
    const facts: Fact[] = goneFacts(view, all, open);
    const notices = open.flatMap((pair) => {
      const files = this.#known.get(keyOf(pair));
      if (files === undefined) return [];
      const { fact, isNews } = foundFact(view, pair, files);
      if (fact !== null) facts.push(fact);
      return isNews ? overlapNotices(view, pair, files) : [];
    });
    this.#crew.ledger.append([...facts, ...noticeFacts(this.#crew, notices)]);
  }
}
