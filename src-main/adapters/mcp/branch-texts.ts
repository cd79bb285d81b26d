import type { BranchStand } from '@contract/branches.ts';
import type { Merge } from '@contract/merges.ts';

/** A model needs the shape of a change, not every name. */
const shown = 30;

const rest = (count: number): string[] => (count > shown ? [`… and ${count - shown} more`] : []);

const fileLine = ({ path, oldPath, kind, insertions, deletions, binary }: BranchStand['files'][number]) =>
  `- ${kind} ${oldPath === null ? '' : `${oldPath} → `}${path} ${binary ? '(binary)' : `+${insertions} -${deletions}`}`;

export const branchText = (stand: BranchStand): string =>
  [
    `${stand.id}: branch ${stand.branch} in ${stand.worktree}`,
    `${stand.ahead} commits ahead of ${stand.base}, ${stand.behind} behind; ${stand.count} files, +${stand.insertions} -${stand.deletions}`,
    stand.uncommitted === null
      ? 'Whether anything is not committed is not known.'
      : `${stand.uncommitted} files not committed.`,
    ...(stand.trouble === null ? [] : [`Trouble: ${stand.trouble}`]),
    ...(stand.conflicting === 0
      ? []
      : [
          `Would conflict with ${stand.base} in:`,
          ...stand.conflicts.slice(0, shown).map((path) => `- ${path}`),
          ...rest(stand.conflicting),
        ]),
    ...stand.commits.slice(0, shown).map(({ hash, subject }) => `- ${hash.slice(0, 9)} ${subject}`),
    ...rest(stand.ahead),
    ...stand.files.slice(0, shown).map(fileLine),
    ...rest(stand.count),
  ].join('\n');

export const mergeText = (merge: Merge): string => {
  const { id, source, target, state, reason, files, check, commit } = merge;
  const what = `${id}: ${source} into ${target}, ${state}${reason === '' ? '' : ` (${reason})`}`;
  const lines = [commit === null || state !== 'merged' ? what : `${what} as ${commit.slice(0, 10)}`];
  for (const { path, kind } of files.slice(0, shown)) lines.push(`- ${path}: ${kind}`);
  if (state === 'failed' && check !== null) lines.push(check.output);
  return lines.join('\n');
};

export const mergesText = (merges: readonly Merge[]): string[] =>
  merges.length === 0 ? ['Nothing was asked to be merged.'] : merges.map(mergeText);
