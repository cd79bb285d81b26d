import type { ConflictFile, ConflictIntents, MergeConflict } from '@contract/merge-conflicts.ts';
import type { Merge } from '@contract/merges.ts';
import { type NewTask, newTaskSchema } from '@contract/tasks.ts';
import { clipped } from '../../hierarchy/clipped.ts';

/** Of each side's task: its beginning says what it is about. */
const intentLength = 1500;
/** Of all hunks: what fits a message beside the rest; the files themselves are there to be read. */
const hunksLength = 6000;

const hunkText = ({ path, kind, hunks }: ConflictFile): string => {
  const conflicts = (hunks ?? []).flatMap((hunk) => (hunk.kind === 'conflict' ? [hunk] : []));
  const head = `${path} (${kind}${conflicts.length > 0 ? `, ${conflicts.length} places` : ''})`;
  const texts = conflicts.map(
    ({ ours, base, theirs }) =>
      `--- in the target\n${ours}--- before both\n${base}--- in the branch\n${theirs}`,
  );
  return [head, ...texts].join('\n');
};

const intents = (side: ConflictIntents['ours'], otherwise: string): string =>
  side.length === 0
    ? otherwise
    : side
        .map(({ id, task }) => `${id}: ${task === '' ? 'no task is known' : clipped(task, intentLength)}`)
        .join('\n');

/** What whoever resolves it has to know: the hunks, what both sides were to do, and how to go about it. */
export const conflictTask = (
  merge: Merge,
  conflict: MergeConflict,
  { note, resolver }: { readonly note: string; readonly resolver: boolean },
): NewTask => {
  const whose = merge.of ?? merge.source;
  const bring = resolver ? merge.source : merge.target;
  const instructions = [
    ...(note === '' ? [] : [note]),
    `${merge.source} can't be merged into ${merge.target} (${merge.id}): both changed the same lines.`,
    `Resolve it so that both sides keep what they were to do. In your worktree, with everything committed, run: git merge ${bring}`,
    'Leave no marker, run the tests, and commit the merge. It then goes on in its queue by itself.',
    'With tools instead: getConflict shows it, resolveConflict takes how each file is to be, declineConflict gives it back.',
    `What the branch was to do:\n${intents(conflict.intents.theirs, `${whose}: no task is known`)}`,
    `What the target got meanwhile:\n${intents(conflict.intents.ours, `${merge.target}: what is there`)}`,
    `Where they meet:\n${clipped(conflict.files.map(hunkText).join('\n\n'), hunksLength)}`,
  ].join('\n\n');
  return newTaskSchema.parse({
    title: clipped(`Resolve ${merge.id}: ${whose} into ${merge.target}`, 120),
    instructions,
    priority: 'high',
  });
};
