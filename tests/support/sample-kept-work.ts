import type { EventData } from '@contract/events.ts';
import type { workEvents } from '@contract/work-events.ts';

const of = { work: '1/spec_1_1_1/1', id: 'spec_1_1_1' };

/** Data of each kind of event about kept work. */
export const sampleKeptData: { readonly [K in keyof typeof workEvents]: EventData<K> } = {
  'work.saved': {
    ...of,
    ref: 'refs/tutti/work/1/spec_1_1_1/1',
    commit: 'a'.repeat(40),
    branch: 'tutti/1/spec_1_1_1',
    kind: 'uncommitted',
    why: 'ended',
    files: 2,
    left: [],
  },
  'work.unsaved': { id: 'spec_1_1_1', why: 'crashed', reason: 'its folder is gone' },
  'work.restored': { ...of, worktree: '/worktrees/1/x', branch: 'tutti/1/x' },
  'work.dropped': { ...of, reason: 'main has it' },
  'work.cleaning': {
    ...{ name: '1/spec_1_1_1', worktree: '/worktrees/1/spec_1_1_1' },
    ...{ branch: 'tutti/1/spec_1_1_1', tip: 'a'.repeat(40) },
  },
  'work.cleaned': { name: '1/spec_1_1_1' },
  'work.stayed': { name: '1/spec_1_1_1', reason: 'a process runs there' },
  'work.mended': {
    what: '/worktrees/1/x was being moved when Tutti ended: its files are as tutti/1/x has them.',
  },
};
