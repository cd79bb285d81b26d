import type { Merge } from '@contract/merges.ts';

/** What an event of a merge begins with. */
export const of = (merge: Merge) => ({ merge: merge.id, id: merge.of });
