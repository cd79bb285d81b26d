import type { TuttiEvent } from './events.ts';
import type { Conflict, Work } from './worktree-work.ts';

export type WorkEvent = Extract<
  TuttiEvent,
  {
    kind: 'instance.changedFiles' | 'instance.committed' | 'instance.checkedOut' | 'instance.unwatched';
  }
>;
export type ConflictEvent = Extract<TuttiEvent, { kind: `conflict.${string}` }>;

/** What an instance has done in its worktree, after one more event of it. */
export const reduceWork = (work: Work, { kind, data }: WorkEvent): Work => {
  switch (kind) {
    case 'instance.changedFiles':
      return { ...work, changed: data.dirty };
    case 'instance.committed': {
      const { hash, subject, at } = data.commit;
      const commits = data.amends === null ? work.commits + 1 : Math.max(1, work.commits);
      return { ...work, tip: hash, commits, lastCommit: { hash, subject, at } };
    }
    case 'instance.checkedOut':
      return { ...work, tip: data.to };
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
