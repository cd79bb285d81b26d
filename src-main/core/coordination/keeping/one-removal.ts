import type { Crew } from '../../hierarchy/crew.ts';

/**
 * Looks whether anybody else has some commits, and takes a branch or a ref of them away: one after the other. Two that looked side by side
 * would each find them with the other, and both go.
 */
export const oneRemoval = <T>(crew: Crew, work: () => Promise<T>): Promise<T> =>
  crew.queue.run('what holds commits', work);
