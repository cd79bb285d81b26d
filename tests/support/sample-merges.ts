import type { EventData } from '@contract/events.ts';
import type { mergeEvents } from '@contract/merge-events.ts';

const of = { merge: 'merge_1', id: 'spec_1_1_1' };
const hash = (digit: string): string => digit.repeat(40);
const tried = { tip: hash('a'), onto: hash('b') };

/** Data of each kind of event about merges. */
export const sampleMergeData: { readonly [K in keyof typeof mergeEvents]: EventData<K> } = {
  'merge.queued': {
    ...of,
    ...{ source: 'tutti/1/spec_1_1_1', target: 'tutti/1/mgr_1_1', strategy: 'merge', message: '' },
  },
  'merge.waiting': { ...of, reason: 'main is checked out with changes' },
  'merge.checking': { ...of, ...tried, command: 'npm test' },
  'merge.began': { ...of, ...tried, commit: hash('c'), check: null },
  'merge.merged': { ...of, commit: hash('c') },
  'merge.conflicted': {
    ...of,
    ...tried,
    files: [{ path: 'src/a.ts', kind: 'content' }],
    count: 3,
    reason: 'both changed src/a.ts',
  },
  'merge.resolved': {
    ...of,
    ...tried,
    commit: hash('e'),
    way: 'hand',
    files: ['src/a.ts'],
    reason: 'resolved by hand',
  },
  'merge.handed': { ...of, to: 'spec_1_1_1', task: 'task_1' },
  'merge.declined': { ...of, reason: 'which name is wanted?' },
  'merge.failed': { ...of, reason: 'npm test failed with it', check: null },
  'merge.requeued': { ...of, reason: 'main has moved on' },
  'merge.cancelled': { ...of, reason: 'no longer wanted' },
  'merge.undone': { ...of, commit: hash('d'), way: 'revert', reason: 'it broke the build' },
};
