import type { BranchStand } from '@contract/branches.ts';
import type { MergeConflict } from '@contract/merge-conflicts.ts';
import type { Merge, MergeState } from '@contract/merges.ts';
import { columns } from './columns.ts';
import { oneLine, type Paints } from './paint.ts';
import { ago } from './show-instances.ts';

const painted = (state: MergeState, paints: Paints): string => {
  switch (state) {
    case 'merged':
      return paints.good(state);
    case 'failed':
      return paints.bad(state);
    case 'conflicted':
    case 'waiting':
      return paints.alert(state);
    default:
      return state;
  }
};

export const mergesTable = (merges: readonly Merge[], paints: Paints): string =>
  merges.length === 0
    ? 'Nothing was asked to be merged.\n'
    : columns(
        merges.map((merge) => [
          merge.id,
          painted(merge.state, paints),
          `${merge.source} → ${merge.target}`,
          oneLine(merge.reason),
          paints.dim(ago(merge.since)),
        ]),
      );

/** One merge with all that is known of why it stands where it does. */
export const mergeDetails = (merge: Merge, paints: Paints): string => {
  const { files, conflicts, check } = merge;
  const lines = files.map(({ path, kind }) => [oneLine(path), kind]);
  const more = conflicts > files.length ? `… and ${conflicts - files.length} more\n` : '';
  const output = check === null || check.outcome === 'passed' ? '' : `${check.output.trimEnd()}\n`;
  return `${mergesTable([merge], paints)}${lines.length > 0 ? columns(lines) : ''}${more}${output}`;
};

/** So many names fit a line. */
const namedConflicts = 5;

const namesOf = ({ conflicts, conflicting }: BranchStand): string => {
  const names = conflicts.slice(0, namedConflicts);
  const rest = conflicting - names.length;
  return `${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
};

export const branchDetails = (stand: BranchStand, paints: Paints): string => {
  const { id, branch, base, worktree, ahead, behind, count, insertions, deletions, uncommitted } = stand;
  const head = [
    `${paints.bold(id)}  ${branch}`,
    `  in       ${worktree}`,
    `  against  ${base}: ${ahead} ahead, ${behind} behind`,
    `  changed  ${count} ${count === 1 ? 'file' : 'files'}, ${paints.good(`+${insertions}`)} ${paints.bad(`-${deletions}`)}`,
    ...(uncommitted === 0
      ? []
      : [
          `  ${paints.alert(uncommitted === null ? 'not known what is committed' : `${uncommitted} not committed`)}`,
        ]),
    ...(stand.trouble === null ? [] : [`  ${paints.alert(oneLine(stand.trouble))}`]),
    ...(stand.conflicting === 0
      ? []
      : [`  ${paints.alert(`${stand.conflicting} in conflict:`)} ${oneLine(namesOf(stand))}`]),
    '',
  ].join('\n');
  const commits = stand.commits.map(({ hash, subject, at }) => [
    paints.dim(hash.slice(0, 9)),
    oneLine(subject),
    paints.dim(ago(at)),
  ]);
  const files = stand.files.map((file) => [
    file.kind,
    oneLine(file.oldPath === null ? file.path : `${file.oldPath} → ${file.path}`),
    file.binary ? 'binary' : `+${file.insertions} -${file.deletions}`,
  ]);
  return [
    head,
    ...(commits.length > 0 ? [columns(commits)] : []),
    ...(files.length > 0 ? [columns(files)] : []),
  ].join('\n');
};

/** Where a merge conflicts: what both sides were to do, each file, and the lines of both sides at each place. */
const sideDetails = (name: string, side: MergeConflict['intents']['ours']): string[] =>
  side.map(({ id, task }) => `  ${name}  ${id}: ${task === '' ? 'no task is known' : oneLine(task)}\n`);

export const conflictDetails = ({ files, count, intents }: MergeConflict): string => {
  const indented = (text: string): string => text.replace(/\n$/, '').replace(/^/gm, '    ');
  const parts = files.map(({ path, kind, hunks, resolved }) => {
    const conflicts = (hunks ?? []).flatMap((hunk) => (hunk.kind === 'conflict' ? [hunk] : []));
    const state = resolved ? 'resolved' : conflicts.length === 0 ? 'open' : `${conflicts.length} open`;
    const places = conflicts.map(
      ({ ours, theirs }) => `  ours\n${indented(ours)}\n  theirs\n${indented(theirs)}\n`,
    );
    return `${path} (${kind}, ${state})\n${places.join('')}`;
  });
  const sides = [...sideDetails('ours  ', intents.ours), ...sideDetails('theirs', intents.theirs)];
  return `${sides.join('')}\n${parts.join('')}${count > files.length ? `and ${count - files.length} more files\n` : ''}`;
};
