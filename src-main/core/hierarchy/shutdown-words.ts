import type { Left, Shutdown } from '@contract/shutdowns.ts';

/** A report names so many: a person reads no more, and the event has them all. */
const named = 20;

const nameOf = (by: Shutdown['by']): string => (by === 'person' ? 'the person' : by);
const because = (reason: string): string => (reason === '' ? '' : ` (${reason})`);

/** What is asked of those that are to be ended. */
export const saveYourWork = ({ by, reason }: Pick<Shutdown, 'by' | 'reason'>, seconds: number): string =>
  [
    `Shutdown by ${nameOf(by)}${because(reason)}: you are ended once your work is saved, in ${seconds} s at the latest. Do this now:`,
    '1. Commit everything in your worktree on your branch, what is unfinished too; begin the message of such a commit with "wip:" and say what is missing.',
    '2. Report with reportProgress, done: true, saying what is finished and what is not.',
    '3. Stop. Begin nothing new, spawn nobody, wait for nobody.',
    'Your worktree and your branch stay as they are; nothing is deleted.',
  ].join('\n');

export const calledOff = ({ by }: Pick<Shutdown, 'by'>): string =>
  `The shutdown by ${nameOf(by)} was called off. Go on with your work; what you have committed stays.`;

const leftLine = ({ id, folder, branch, files, trouble }: Left): string => {
  const count = files === null ? `not known (${trouble})` : `${files} file${files === 1 ? '' : 's'}`;
  return `- ${id}: ${count} not committed in ${folder} (${branch})`;
};

/** How it ended, for the one who asked for it and for the person. */
export const shutDown = ({ reason }: Shutdown, ended: readonly string[], left: readonly Left[]): string => {
  const many = `${ended.length} instance${ended.length === 1 ? '' : 's'}`;
  const head = `Shut down${because(reason)}: ${many} ended.`;
  if (left.length === 0) return `${head} Everything is committed. Worktrees and branches are kept.`;
  const more = left.length - named;
  return [
    `${head} Not committed, and left where it was:`,
    ...left.slice(0, named).map(leftLine),
    ...(more > 0 ? [`- and ${more} more`] : []),
    'Worktrees and branches are kept.',
  ].join('\n');
};
