import type { PathStep } from '@contract/run-reports.ts';
import type { InParts } from './in-parts.ts';
import type { Mark, MessageFacts, RunFacts } from './run-facts.ts';

/** What made one go on after another: from a moment of one's time to a later one of the other's. */
export interface Arc {
  readonly kind: Extract<PathStep['kind'], 'spawn' | 'message' | 'lock' | 'task' | 'merge'>;
  /** Which message, lock or task it is, or who was spawned. */
  readonly name: string;
  readonly fromLine: string;
  readonly from: Mark;
  readonly toLine: string;
  readonly to: Mark;
  /** Of the time between, what counts as the way's own. */
  readonly ms: number;
}

/** Whose the time is that nobody in the run has spent: the person's, or Tutti's before the first instance. */
export const runLine = 'run';

/** The line of the event that a fact was told to follow from; the run's, where none was told. */
const causeLine = ({ told }: RunFacts, cause: number | null): { line: string; mark: Mark } | null => {
  const found = cause === null ? undefined : told.get(cause);
  if (cause === null || found === undefined || found.line === null) return null;
  return { line: found.line, mark: { seq: cause, at: found.at } };
};

const spawns = (facts: RunFacts): Arc[] =>
  [...facts.lives.values()].map(({ id, spawned, spawner }) => ({
    kind: 'spawn',
    name: id,
    fromLine: spawner ?? runLine,
    from: spawned,
    toLine: id,
    to: spawned,
    ms: 0,
  }));

const isInstance = (facts: RunFacts, name: string): boolean => facts.lives.has(name);

const messageArc = (facts: RunFacts, message: MessageFacts): Arc[] => {
  const { id, from, to, stored, cause, accepted } = message;
  if (accepted === null || !isInstance(facts, to)) return [];
  // A notice of Tutti's goes on from what it tells of; its text was there with that.
  const source = isInstance(facts, from)
    ? { line: from, mark: stored }
    : (causeLine(facts, cause) ?? { line: runLine, mark: stored });
  const arc = { kind: 'message' as const, name: id, fromLine: source.line, from: source.mark };
  return [{ ...arc, toLine: to, to: accepted, ms: accepted.at - source.mark.at }];
};

const lockArcs = (facts: RunFacts): Arc[] =>
  [...facts.locks.values()].flatMap(({ id, holder, queued, granted, grantCause }) => {
    const source = causeLine(facts, grantCause);
    if (queued === null || granted === null || source === null) return [];
    const arc = { kind: 'lock' as const, name: id, fromLine: source.line, from: source.mark };
    return [{ ...arc, toLine: holder, to: granted, ms: granted.at - source.mark.at }];
  });

/** From the end of a task to the first begin of one that depends on it. What lies between is others' time. */
const taskArcs = (facts: RunFacts): Arc[] =>
  [...facts.tasks.values()].flatMap((task) => {
    const attempt = task.attempts.find(({ started }) => started !== null);
    const started = attempt?.started ?? null;
    if (attempt === undefined || started === null) return [];
    return task.dependencies.flatMap((dependency): Arc[] => {
      const before = facts.tasks.get(dependency);
      const who = before?.attempts.at(-1)?.assignee;
      if (before?.ended == null || who === undefined || before.ended.seq >= started.seq) return [];
      const arc = { kind: 'task' as const, name: dependency, fromLine: who, from: before.ended };
      return [{ ...arc, toLine: attempt.assignee, to: started, ms: 0 }];
    });
  });

/** A merge's own time begins with whoever asked for it. */
const mergeArcs = (facts: RunFacts): Arc[] =>
  [...facts.merges.values()].map(({ id, asker, queued }) => ({
    kind: 'merge',
    name: id,
    fromLine: asker ?? runLine,
    from: queued,
    toLine: id,
    to: queued,
    ms: 0,
  }));

/** Messages at a time, before others have a turn: some milliseconds. */
const partLength = 4000;

export function* arcsInParts(facts: RunFacts): InParts<Arc[]> {
  const arcs = [...spawns(facts), ...mergeArcs(facts), ...lockArcs(facts), ...taskArcs(facts)];
  let taken = 0;
  for (const message of facts.messages.values()) {
    arcs.push(...messageArc(facts, message));
    taken += 1;
    if (taken % partLength === 0) yield;
  }
  return arcs.filter(({ from, to }) => from.seq <= to.seq && from.at <= to.at);
}
