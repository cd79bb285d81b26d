import type { ConflictFile, MergeConflict } from '@contract/merge-conflicts.ts';
import type { Merge } from '@contract/merges.ts';
import { type NewTask, newTaskSchema } from '@contract/tasks.ts';
import type { View } from '@contract/view.ts';
import { clipped } from '../../hierarchy/clipped.ts';

/** Of each side's task: its beginning says what it is about. */
const intentLength = 1500;
/** Of all hunks: what fits a message beside the rest; the files themselves are there to be read. */
const hunksLength = 6000;

/** Those whose work is in the target, and changed the same files; the target's owner where none is known. */
export type OtherSide = readonly { readonly id: string; readonly task: string }[];

const hunkText = ({ path, kind, hunks }: ConflictFile): string => {
  const conflicts = (hunks ?? []).flatMap((hunk) => (hunk.kind === 'conflict' ? [hunk] : []));
  const head = `${path} (${kind}${conflicts.length > 0 ? `, ${conflicts.length} places` : ''})`;
  const texts = conflicts.map(
    ({ ours, base, theirs }) =>
      `--- in the target\n${ours}--- before both\n${base}--- in the branch\n${theirs}`,
  );
  return [head, ...texts].join('\n');
};

const intent = (id: string, task: string): string =>
  `${id}: ${task === '' ? 'no task is known' : clipped(task, intentLength)}`;

/** What whoever resolves it has to know: the hunks, what both sides were to do, and how to go about it. */
export const conflictTask = (
  view: Pick<View, 'instances'>,
  merge: Merge,
  conflict: MergeConflict,
  other: OtherSide,
  { note, resolver }: { readonly note: string; readonly resolver: boolean },
): NewTask => {
  const whose = merge.of ?? merge.source;
  const own = intent(whose, view.instances[merge.of ?? '']?.task ?? '');
  const others =
    other.length === 0 ? [`${merge.target}: what is there`] : other.map(({ id, task }) => intent(id, task));
  const bring = resolver ? merge.source : merge.target;
  const instructions = [
    ...(note === '' ? [] : [note]),
    `${merge.source} can't be merged into ${merge.target} (${merge.id}): both changed the same lines.`,
    `Resolve it so that both sides keep what they were to do. In your worktree, with everything committed, run: git merge ${bring}`,
    'Leave no marker, run the tests, and commit the merge. It then goes on in its queue by itself.',
    `What the branch was to do:\n${own}`,
    `What the target got meanwhile:\n${others.join('\n')}`,
    `Where they meet:\n${clipped(conflict.files.map(hunkText).join('\n\n'), hunksLength)}`,
  ].join('\n\n');
  return newTaskSchema.parse({
    title: clipped(`Resolve ${merge.id}: ${whose} into ${merge.target}`, 120),
    instructions,
    priority: 'high',
  });
};
