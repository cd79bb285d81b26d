import type { Crew } from './crew.ts';

/**
 * What begins to live in a worktree, or takes it away, one after the other: several instances may share it, each with a turn of its own. To be
 * taken in an instance's turn, never the other way round. `owner`: whose worktree it is, by the name of its folder.
 */
export const inPlaceTurn = <T>(crew: Crew, owner: string, work: () => Promise<T>): Promise<T> =>
  crew.queue.run(`place of ${owner}`, work);
