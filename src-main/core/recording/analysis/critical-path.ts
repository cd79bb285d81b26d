import type { Activity, CriticalPath, PathStep } from '@contract/run-reports.ts';
import type { TaskId } from '@contract/tasks.ts';
import type { InParts } from './in-parts.ts';
import { type Arc, arcsInParts, runLine } from './run-arcs.ts';
import type { RunFacts, Span } from './run-facts.ts';
import { timesOf } from './time-by-state.ts';

/** What an instance waits for in these is another's time, which is on another line, or nobody's. */
const notItsOwn: ReadonlySet<Activity> = new Set(['lock', 'message', 'idle', 'done']);

/** Arcs at a time, before others have a turn: some milliseconds. */
const partLength = 4000;

/** The end of the longest way to a moment, and how it came there. */
interface Node {
  readonly before: Node | null;
  readonly kind: PathStep['kind'];
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly ms: number;
}

/** How far one's own time has been gone along. */
interface Line {
  readonly name: string;
  readonly spans: readonly Span[];
  /** The first span that is not gone along whole. */
  next: number;
  at: number;
  dist: number;
  node: Node | null;
}

interface Departed {
  readonly dist: number;
  readonly node: Node | null;
}

/**
 * The longest chain of a run: of all ways from its beginning to its end that go along instances' and merges' own time and over to
 * others where one event led to the next, the one with the most time that counts. Yang and Miller's critical path of a program
 * activity graph (ICDCS 1988), with instances in place of processes.
 */
export function* pathInParts(facts: RunFacts): InParts<CriticalPath> {
  const arcs = yield* arcsInParts(facts);
  yield;
  const departing = arcs.toSorted((a, b) => a.from.seq - b.from.seq);
  const arriving = arcs.sort((a, b) => a.to.seq - b.to.seq);
  yield;
  const walk = new Walk(facts);
  let departed = 0;
  for (const [at, arc] of arriving.entries()) {
    // At one event those that depart come first: what arrives there may have departed there.
    for (let next = departing[departed]; next !== undefined; next = departing[departed]) {
      if (next.from.seq > arc.to.seq) break;
      walk.depart(next);
      departed += 1;
    }
    walk.arrive(arc);
    if (at % partLength === partLength - 1) yield;
  }
  return walk.end();
}

class Walk {
  readonly #facts: RunFacts;
  readonly #lines = new Map<string, Line>();
  readonly #departed = new Map<Arc, Departed>();

  constructor(facts: RunFacts) {
    this.#facts = facts;
    this.#lines.set(runLine, this.#newLine(runLine, facts.begun.at, []));
  }

  depart(arc: Arc): void {
    const line = this.#lines.get(arc.fromLine) ?? this.#lines.get(runLine);
    if (line === undefined) return;
    this.#goTo(line, arc.from.at);
    this.#departed.set(arc, { dist: line.dist, node: line.node });
  }

  arrive(arc: Arc): void {
    const departed = this.#departed.get(arc);
    this.#departed.delete(arc);
    if (departed !== undefined) this.#reach(arc, departed);
  }

  end(): CriticalPath {
    let best: Line | null = null;
    for (const line of this.#lines.values()) {
      this.#goTo(line, Math.max(line.at, line.spans.at(-1)?.to ?? line.at));
      if (best === null || line.dist > best.dist) best = line;
    }
    return { ms: best?.dist ?? 0, steps: stepsTo(best?.node ?? null, this.#facts) };
  }

  #reach(arc: Arc, { dist, node }: Departed): void {
    let line = this.#lines.get(arc.toLine);
    if (line === undefined) {
      line = this.#newLine(arc.toLine, arc.to.at, this.#spansOf(arc.toLine));
      this.#lines.set(arc.toLine, line);
    } else {
      this.#goTo(line, arc.to.at);
      // Its own way here is as long: it stays on that.
      if (dist + arc.ms <= line.dist) return;
    }
    line.dist = dist + arc.ms;
    const { kind, name } = arc;
    line.node = { before: node, kind, name, from: arc.from.at, to: arc.to.at, ms: arc.ms };
  }

  #newLine(name: string, at: number, spans: readonly Span[]): Line {
    return { name, spans, next: 0, at, dist: 0, node: null };
  }

  /** Of a merge all of its time is its own: what it waits for is not told apart. */
  #spansOf(name: string): readonly Span[] {
    const life = this.#facts.lives.get(name);
    if (life !== undefined) return life.spans;
    const merge = this.#facts.merges.get(name);
    if (merge === undefined) return [];
    return [{ activity: 'busy', from: merge.queued.at, to: merge.endedAt ?? this.#facts.until }];
  }

  /** Goes along a line's own time. */
  #goTo(line: Line, at: number): void {
    if (at <= line.at) return;
    let ms = 0;
    for (let span = line.spans[line.next]; span !== undefined; span = line.spans[line.next]) {
      if (span.from >= at) break;
      const own = Math.min(span.to, at) - Math.max(span.from, line.at);
      if (own > 0 && !notItsOwn.has(span.activity)) ms += own;
      if (span.to > at) break;
      line.next += 1;
    }
    line.node = alongLine(line, at, ms, this.#facts);
    line.dist += ms;
    line.at = at;
  }
}

const alongLine = ({ name, at: from, node }: Line, to: number, ms: number, facts: RunFacts): Node => {
  const isOwn = node !== null && node.name === name && (node.kind === 'instance' || node.kind === 'merge');
  if (isOwn && node.to === from && node.from !== node.to) return { ...node, to, ms: node.ms + ms };
  const kind = name === runLine ? 'run' : facts.merges.has(name) ? 'merge' : 'instance';
  return { before: node, kind, name, from, to, ms };
};

/** From the beginning on. */
const stepsTo = (end: Node | null, facts: RunFacts): PathStep[] => {
  const attempts = attemptsOf(facts);
  const steps: PathStep[] = [];
  for (let node = end; node !== null; node = node.before) {
    const { kind, name, from, to, ms } = node;
    const done = kind === 'instance' ? doneIn(node, facts, attempts.get(name) ?? []) : {};
    steps.push({ kind, name, from, to, ms, ...done });
  }
  return steps.reverse();
};

/** What each was at work on, and when. */
const attemptsOf = ({
  tasks,
  until,
}: RunFacts): Map<string, { task: TaskId; from: number; to: number }[]> => {
  const found = new Map<string, { task: TaskId; from: number; to: number }[]>();
  for (const { id, attempts } of tasks.values())
    for (const { assignee, started, ended } of attempts) {
      if (started === null) continue;
      const own = found.get(assignee) ?? [];
      own.push({ task: id, from: started.at, to: ended?.at ?? until });
      found.set(assignee, own);
    }
  return found;
};

/** What an instance did in a stretch of its time. */
const doneIn = (
  { name, from, to }: Node,
  { lives }: RunFacts,
  attempts: readonly { task: TaskId; from: number; to: number }[],
): Pick<PathStep, 'times' | 'tasks'> => {
  const spans = (lives.get(name)?.spans ?? [])
    .filter((span) => span.from < to && span.to > from)
    .map(({ activity, ...span }) => ({
      activity,
      from: Math.max(span.from, from),
      to: Math.min(span.to, to),
    }));
  const begun = attempts.filter((attempt) => attempt.from < to && attempt.to > from);
  return { times: timesOf(spans), tasks: [...new Set(begun.map(({ task }) => task))] };
};
