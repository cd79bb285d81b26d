import type { Instance } from '@contract/instances.ts';
import { type ConflictedFile, type Merge, type MergeCheck, mergeLimits } from '@contract/merges.ts';
import { clipped } from '../../hierarchy/clipped.ts';
import type { Trailer, Waiting } from '../../ports/branch-merges.ts';

/** A commit's first line: longer ones are cut by most who show it. */
const subjectLength = 72;

/** Conflicting files that a message names; the rest is one call away. */
const named = 10;

/** The commit's message: as it was asked for, or whose work it is and what it was to do. */
export const commitMessage = (merge: Merge, instance: Instance | undefined): string => {
  if (merge.message.trim() !== '') return merge.message;
  const task = instance === undefined ? '' : clipped(instance.task, subjectLength);
  const whose = merge.of ?? merge.source;
  const head = merge.strategy === 'merge' ? `Merge ${whose} into ${merge.target}` : `Work of ${whose}`;
  return task === '' ? head : `${clipped(`${whose}: ${task}`, subjectLength)}\n\n${head}.`;
};

export const trailersOf = (merge: Merge): readonly Trailer[] => [
  ...(merge.of === null ? [] : [{ key: 'Tutti-Instance', value: merge.of }]),
  { key: 'Tutti-Merge', value: `${merge.run}/${merge.id}` },
];

const filesLine = (files: readonly string[], count: number): string => {
  const shown = files.slice(0, named);
  const rest = count - shown.length;
  return `${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
};

const pathsOf = (files: readonly ConflictedFile[]): string[] => files.map(({ path }) => path);

export const conflictReason = (files: readonly ConflictedFile[], count: number): string =>
  clipped(`it conflicts in ${filesLine(pathsOf(files), count)}`, 1000);

/** To whoever's work it is: what to do in its own worktree, where it has all it needs. */
export const conflictNotice = (merge: Merge, files: readonly ConflictedFile[], count: number): string =>
  `Your branch ${merge.source} can't be merged into ${merge.target} (${merge.id}): both changed ${filesLine(pathsOf(files), count)}.
Merge the other side into yours and resolve it: commit what you have, then run: git merge ${merge.target}
Keep the intent of both sides, run the tests, and commit. ${merge.id} is then tried again by itself.`;

export const conflictedNotice = (merge: Merge, files: readonly ConflictedFile[], count: number): string =>
  `${merge.id} (${merge.source} into ${merge.target}) conflicts in ${filesLine(pathsOf(files), count)}. ${
    merge.of === null ? 'Resolve it, and have it tried again.' : `${merge.of} was told to resolve it.`
  }`;

export const checkReason = ({ command, outcome }: MergeCheck): string => {
  const how = {
    passed: 'passed',
    failed: 'failed',
    'timed-out': 'took too long',
    'not-started': 'could not be run',
  }[outcome];
  return clipped(`${command} ${how}`, 1000);
};

export const failedNotice = (merge: Merge, check: MergeCheck): string =>
  `Your branch ${merge.source} was not merged into ${merge.target} (${merge.id}): with it, ${checkReason(check)}. ${merge.target} stays as it was.
Mend it on your branch, commit, and tell your parent, who has it merged again. The end of the output:
${check.output.slice(-mergeLimits.output)}`;

export const outcomeNotice = (merge: Merge, outcome: string): string =>
  `${merge.id} (${merge.source} into ${merge.target}): ${outcome}`;

const busyWords: Record<Waiting['reason'], string> = {
  changes: 'has changes that are not committed',
  untracked: 'has files in the way that git does not know',
  rebase: 'is in the middle of a rebase',
  merge: 'is in the middle of a merge',
  'cherry-pick': 'is in the middle of a cherry-pick',
  revert: 'is in the middle of a revert',
  bisect: 'is in the middle of a bisect',
  away: 'is on a drive that is not there',
  twice: 'is the second worktree with it, so neither is moved',
};

export const waitingReason = (target: string, { worktree, reason, files }: Waiting): string =>
  clipped(
    `${target} is checked out in ${worktree}, which ${busyWords[reason]}${files.length === 0 ? '' : `: ${filesLine(files, files.length)}`}`,
    1900,
  );
