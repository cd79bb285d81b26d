import type { Merge } from '@contract/merges.ts';

type Named = Pick<Merge, 'run' | 'id'>;

/** The scratch worktree in which a merge is resolved: one for each, which survives a restart with what was saved in it. */
export const purposeOf = ({ run, id }: Named): string => `resolve-${run}-${id}`;

/** Where resolutions are kept until they have landed, so that git's clean-up leaves them. */
export const resolvedRefs = 'refs/tutti/resolved/';

export const resolvedRef = ({ run, id }: Named): string => `${resolvedRefs}${run}/${id}`;
