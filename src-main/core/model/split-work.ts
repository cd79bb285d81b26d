import { byPriority, type Priority } from '@contract/priority.ts';
import type { WorkGroup } from '@contract/task-verbs.ts';
import { firstMeeting } from './claims-meet.ts';
import { allBefore, findCycle, inOrder, type Waiting } from './work-order.ts';

/** What is looked at of a task. */
export interface Work {
  readonly id: string;
  readonly files: readonly string[];
  readonly priority: Priority;
}

interface Bundle {
  readonly work: Work[];
  readonly reasons: string[];
}

/**
 * Puts tasks into groups of which each is for one after the other, so that no two groups touch the same file. Groups wait for
 * each other as their tasks do: those that would wait in a circle become one. `waiting` are the dependencies of all tasks,
 * also of those that are not to be split, without circles; `work` is in the order of creation.
 */
export const splitWork = (work: readonly Work[], waiting: Waiting): WorkGroup[] => {
  const before = new Map(work.map(({ id }) => [id, allBefore(waiting, id)]));
  const bundles = withoutCircles(byFiles(work), before);
  const needs = needsOf(bundles, before);
  const named = bundles.map((bundle, at) => ({ id: String(at), bundle, first: firstOf(bundle.work, work) }));
  const waits = new Map(needs.map((some, at) => [String(at), [...some].map(String)]));
  const ordered = inOrder(named, waits, (a, b) => byUrgency(a.first, b.first));
  const numberOf = new Map(ordered.map(({ id }, at) => [id, at + 1]));
  const within = new Map([...before].map(([id, some]) => [id, [...some]]));
  return ordered.map(({ id, bundle }) => ({
    group: numberOf.get(id) ?? 0,
    tasks: inOrder(bundle.work, within, comparing(work)).map((task) => task.id),
    files: [...new Set(bundle.work.flatMap(({ files }) => files))],
    after: (waits.get(id) ?? []).map((other) => numberOf.get(other) ?? 0).sort((a, b) => a - b),
    reason: reasonOf(bundle),
  }));
};

interface Urgency {
  readonly priority: Priority;
  readonly place: number;
}

const byUrgency = (a: Urgency, b: Urgency): number => byPriority(a.priority, b.priority) || a.place - b.place;

const comparing = (all: readonly Work[]) => {
  const places = new Map(all.map(({ id }, place) => [id, place]));
  const urgencyOf = ({ id, priority }: Work): Urgency => ({ priority, place: places.get(id) ?? 0 });
  return (a: Work, b: Work): number => byUrgency(urgencyOf(a), urgencyOf(b));
};

/** The most urgent of some. */
const firstOf = (some: readonly Work[], all: readonly Work[]): Urgency => {
  const [first] = [...some].sort(comparing(all));
  return { priority: first?.priority ?? 'normal', place: first === undefined ? 0 : all.indexOf(first) };
};

/** Bundles of tasks of which one touches what another touches. */
const byFiles = (work: readonly Work[]): Bundle[] => {
  let bundles: Bundle[] = [];
  for (const task of work) {
    const met = bundles.flatMap((bundle) => {
      const reason = meetingWords(task, bundle);
      return reason === null ? [] : [{ bundle, reason }];
    });
    const joined = met.map(({ bundle }) => bundle);
    const merged = merge(
      joined,
      met.map(({ reason }) => reason),
    );
    bundles = [
      ...bundles.filter((bundle) => !joined.includes(bundle)),
      { ...merged, work: [...merged.work, task] },
    ];
  }
  return bundles;
};

const merge = (bundles: readonly Bundle[], reasons: readonly string[]): Bundle => ({
  work: bundles.flatMap((bundle) => bundle.work),
  reasons: [...bundles.flatMap((bundle) => bundle.reasons), ...reasons],
});

const meetingWords = (task: Work, bundle: Bundle): string | null => {
  for (const other of bundle.work) {
    const met = firstMeeting(other.files, task.files);
    if (met === null) continue;
    const { one, other: claim } = met;
    return one === claim
      ? `${other.id} and ${task.id} both touch ${one}`
      : `${one} of ${other.id} meets ${claim} of ${task.id}`;
  }
  return null;
};

type Before = ReadonlyMap<string, ReadonlySet<string>>;

/** For each bundle the places of those that it waits for. */
const needsOf = (bundles: readonly Bundle[], before: Before): Set<number>[] => {
  const homes = new Map(bundles.flatMap((bundle, at) => bundle.work.map(({ id }) => [id, at] as const)));
  return bundles.map((bundle, at) => {
    const needed = bundle.work.flatMap(({ id }) =>
      [...(before.get(id) ?? [])].map((other) => homes.get(other)),
    );
    return new Set(needed.filter((home) => home !== undefined && home !== at) as number[]);
  });
};

/** Two bundles of which each has a task that waits for one of the other's can't be done one after the other. */
const withoutCircles = (bundles: readonly Bundle[], before: Before): Bundle[] => {
  const needs = needsOf(bundles, before);
  const circle = findCycle(new Map(needs.map((some, at) => [String(at), [...some].map(String)])));
  if (circle === null) return [...bundles];
  const members = circle.map(Number);
  const joined = bundles.filter((_, at) => members.includes(at));
  const heads = joined.map(({ work }) => work[0]?.id ?? '').join(', ');
  const merged = merge(joined, [`the tasks around ${heads} wait for each other by turns`]);
  return withoutCircles([...bundles.filter((bundle) => !joined.includes(bundle)), merged], before);
};

/** More reasons than this say no more to whoever reads them. */
const reasonsShown = 5;

const reasonOf = ({ work, reasons }: Bundle): string => {
  if (reasons.length > 0) {
    const more = reasons.length - reasonsShown;
    return reasons.slice(0, reasonsShown).join('; ') + (more > 0 ? `; and ${more} more` : '');
  }
  return work.some(({ files }) => files.length === 0)
    ? 'it names no files, so nothing tells whether it touches those of others'
    : 'nothing else touches its files';
};
