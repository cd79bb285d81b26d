import type { TuttiEvent } from './events.ts';
import { type Conflict, findingWords, type Work } from './worktree-work.ts';

export type WorkEvent = Extract<
  TuttiEvent,
  {
    kind:
      | 'instance.changedFiles'
      | 'instance.committed'
      | 'instance.checkedOut'
      | 'instance.unwatched'
      | 'instance.contentRefused';
  }
>;
export type ConflictEvent = Extract<TuttiEvent, { kind: `conflict.${string}` }>;

/** A refusal is over; of one that never was nothing is said. */
const settled = ({ refused }: Work): Partial<Work> => (refused == null ? {} : { refused: null });

/** What an instance has done in its worktree, after one more event of it. */
export const reduceWork = (work: Work, { kind, data, at: moment }: WorkEvent): Work => {
  switch (kind) {
    case 'instance.changedFiles':
      // Where nothing is left of it, there is nothing to be refused.
      return { ...work, changed: data.dirty, ...(data.dirty === 0 ? settled(work) : {}) };
    case 'instance.committed': {
      const { hash, subject, at } = data.commit;
      const commits = data.amends === null ? work.commits + 1 : Math.max(1, work.commits);
      return { ...work, tip: hash, commits, lastCommit: { hash, subject, at }, ...settled(work) };
    }
    case 'instance.checkedOut':
      return { ...work, tip: data.to };
    case 'instance.contentRefused': {
      const [first] = data.findings;
      if (first === undefined) return work;
      return { ...work, refused: { reason: findingWords(first, data.count), at: moment } };
    }
    case 'instance.unwatched':
      return { ...work, trouble: data.reason };
    default:
      return kind satisfies never;
  }
};

const isSame = (one: Conflict, other: Pick<Conflict, 'id' | 'path' | 'holder'>): boolean =>
  one.id === other.id && one.path === other.path && one.holder === other.holder;

/** Open conflicts, in the order in which they were found. */
export const reduceConflicts = (
  conflicts: readonly Conflict[],
  { kind, data, at }: ConflictEvent,
): readonly Conflict[] => {
  const place = conflicts.findIndex((conflict) => isSame(conflict, data));
  if (kind === 'conflict.resolved') return place === -1 ? conflicts : conflicts.toSpliced(place, 1);
  const found = conflicts[place];
  if (found === undefined) return [...conflicts, { ...data, at }];
  return conflicts.with(place, { ...data, at: found.at });
};
