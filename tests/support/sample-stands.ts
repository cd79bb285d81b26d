import type { EventData } from '@contract/events.ts';
import type { standEvents } from '@contract/stand-events.ts';
import type { Stand } from '@contract/stands.ts';

/** Two commits ahead of its parent's branch, and one behind it. */
export const sampleStand: Stand = {
  ...{ base: 'tutti/1/mgr_1_1', tip: 'a'.repeat(40), baseTip: 'b'.repeat(40), ahead: 2, behind: 1 },
  ...{ files: 3, insertions: 120, deletions: 14, open: { insertions: 4, deletions: 0 } },
  ...{ conflicts: ['src/auth.ts'], conflicting: 1, trouble: null },
};

/** Data of each kind of event about where branches stand. */
export const sampleStandData: { readonly [K in keyof typeof standEvents]: EventData<K> } = {
  'branch.stood': { id: 'spec_1_1_1', stand: sampleStand },
  'overlap.found': { id: 'spec_1_1_1', other: 'spec_1_1_2', files: ['src/a.ts', 'src/b.ts'], count: 2 },
  'overlap.gone': { id: 'spec_1_1_1', other: 'spec_1_1_2', why: 'merged' },
};
