import type { Crew } from '../../hierarchy/crew.ts';
import type { Scratch } from '../../ports/scratch-worktrees.ts';

/**
 * Work in a scratch worktree that the merges into all targets share. These go on side by side: from what is put there until it is done with,
 * the worktree is one's alone.
 */
export const inScratch = <T>(
  crew: Crew,
  purpose: 'check' | 'remember',
  work: (scratch: Scratch) => Promise<T>,
): Promise<T> => crew.queue.run(`scratch ${purpose}`, () => work(crew.ports.branches.scratch(purpose)));
