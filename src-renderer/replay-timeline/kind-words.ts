import { type MarkerKind, markerKinds } from '@contract/timelines.ts';
import { countWords } from '../design/time-words.ts';

export const kindWords: Readonly<Record<MarkerKind, string>> = {
  commit: 'Commit',
  merge: 'Merge',
  conflict: 'Conflict',
  lock: 'Lock',
  blocker: 'Needs you',
  restart: 'Restarted',
  failure: 'Failure',
  task: 'Task done',
  person: 'You',
};

const counted: Readonly<Record<MarkerKind, readonly [string, string]>> = {
  commit: ['commit', 'commits'],
  merge: ['merge', 'merges'],
  conflict: ['conflict', 'conflicts'],
  lock: ['lock', 'locks'],
  blocker: ['time it needed you', 'times it needed you'],
  restart: ['restart', 'restarts'],
  failure: ['failure', 'failures'],
  task: ['task done', 'tasks done'],
  person: ['thing you did', 'things you did'],
};

/** `7 commits, 3 locks`: of places in `markerKinds`. */
export const severalWords = (kinds: readonly number[]): string =>
  markerKinds
    .flatMap((kind, place) => {
      const count = kinds.reduce((sum, each) => sum + (each === place ? 1 : 0), 0);
      return count === 0 ? [] : [countWords(count, ...counted[kind])];
    })
    .join(', ');
