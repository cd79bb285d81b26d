import type { Merge } from '@contract/merges.ts';
import type { Crew } from '../../hierarchy/crew.ts';

type Named = Pick<Merge, 'run' | 'id'>;

/** The scratch worktree in which a merge is resolved: one for each, which survives a restart with what was saved in it. */
export const purposeOf = ({ run, id }: Named): string => `resolve-${run}-${id}`;

/** Where resolutions are kept until they have landed, so that git's clean-up leaves them. */
export const resolvedRefs = 'refs/tutti/resolved/';

export const resolvedRef = ({ run, id }: Named): string => `${resolvedRefs}${run}/${id}`;

/** One at a time in such a worktree: what one looks at, another's resolution or the clearing away would change under its eyes. */
export const inResolving = <T>(crew: Crew, purpose: string, work: () => Promise<T>): Promise<T> =>
  crew.queue.run(`scratch ${purpose}`, work);
