import type { Instance } from '@contract/instances.ts';
import { shownTask } from '@contract/shown-task.ts';
import { columns } from './columns.ts';
import { oneLine, type Paints, stateMark } from './paint.ts';

const shortest = (text: string): string => {
  const line = oneLine(text);
  return line.length > 72 ? `${line.slice(0, 71)}…` : line;
};

/** How long ago, in its largest unit. */
export const ago = (at: number, now = Date.now()): string => {
  const seconds = Math.max(0, Math.round((now - at) / 1000));
  if (seconds < 60) return `${seconds}s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m`;
  return seconds < 86_400 ? `${Math.floor(seconds / 3600)}h` : `${Math.floor(seconds / 86_400)}d`;
};

/** A mode in which it asks for nothing is said wherever its profile is. */
const profileOf = ({ profile, scripted, mode }: Instance, paints: Paints): string =>
  `${profile}${scripted ? ' (scripted)' : ''}${mode?.dangerous === true ? paints.bad(` ! ${mode.name}`) : ''}`;

/** Short enough for a table: counts alone, and a mark where somebody has to look. `tutti branch` tells the rest. */
const branchOf = ({ stand, work }: Instance, paints: Paints): string => {
  const open = work.changed > 0 ? ` ~${work.changed}` : '';
  if (stand === null) return open.trim();
  const { ahead, behind, files, insertions, deletions, conflicting, trouble } = stand;
  if (trouble !== null) return paints.alert('? see below');
  const counts = files > 0 ? ` ${files}f +${insertions} -${deletions}` : '';
  const apart = `${ahead > 0 ? ` ↑${ahead}` : ''}${behind > 0 ? ` ↓${behind}` : ''}`;
  const conflict = conflicting > 0 ? ` ${paints.alert(`!${conflicting}`)}` : '';
  return `${counts}${apart}${open}${conflict}`.trim();
};

/** What is wrong with their branches and worktrees, a line for each thing, with those whom it concerns. */
const troubleLines = (instances: readonly Instance[], paints: Paints): string => {
  const troubled = new Map<string, string[]>();
  for (const { id, stand } of instances) {
    if (stand === null || stand.trouble === null) continue;
    troubled.set(stand.trouble, [...(troubled.get(stand.trouble) ?? []), id]);
  }
  return [...troubled]
    .map(([trouble, ids]) => {
      const more = ids.length > 3 ? ` and ${ids.length - 3} more` : '';
      return `${paints.alert('?')} ${ids.slice(0, 3).join(', ')}${more}: ${oneLine(trouble)}\n`;
    })
    .join('');
};

export const instanceTable = (instances: readonly Instance[], paints: Paints): string => {
  if (instances.length === 0)
    return 'No instances yet. Start one: tutti spawn --profile shell --role executive\n';
  const head = ['', 'ID', 'STATE', 'FOR', 'PROFILE', 'BRANCH', 'TASK'].map((word) => paints.dim(word));
  const rows = instances.map((instance) => [
    stateMark(instance.state, paints),
    instance.id,
    instance.state,
    ago(instance.since),
    profileOf(instance, paints),
    branchOf(instance, paints),
    shortest(shownTask(instance) || instance.reason),
  ]);
  return columns([head, ...rows]) + troubleLines(instances, paints);
};

/** The hierarchy as lines, children below their parents. An instance whose parent is not listed stands at the root. */
export const instanceTree = (instances: readonly Instance[], paints: Paints): string => {
  const listed = new Set(instances.map((instance) => instance.id));
  const childrenOf = byParent(instances, listed);
  const rows: string[][] = [];
  const walk = (parent: string | null, indent: string): void => {
    const children = childrenOf.get(parent) ?? [];
    children.forEach((one, at) => {
      const last = at === children.length - 1;
      const branch = parent === null ? '' : last ? '└─ ' : '├─ ';
      rows.push([
        `${paints.dim(indent + branch)}${stateMark(one.state, paints)} ${one.id}`,
        one.state,
        shortest(one.progress?.summary || shownTask(one) || one.reason),
      ]);
      walk(one.id, parent === null ? '' : `${indent}${last ? '   ' : '│  '}`);
    });
  };
  walk(null, '');
  return rows.length === 0 ? instanceTable([], paints) : columns(rows);
};

const parentIn = (one: Instance, listed: ReadonlySet<string>): string | null =>
  one.parent !== null && listed.has(one.parent) ? one.parent : null;

const byParent = (
  instances: readonly Instance[],
  listed: ReadonlySet<string>,
): Map<string | null, Instance[]> => {
  const groups = new Map<string | null, Instance[]>();
  for (const one of instances) {
    const parent = parentIn(one, listed);
    groups.set(parent, [...(groups.get(parent) ?? []), one]);
  }
  return groups;
};

export const instanceLines = (one: Instance, paints: Paints): string => {
  const rows = [
    [
      `${stateMark(one.state, paints)} ${paints.bold(one.id)}`,
      one.state,
      one.reason && paints.dim(oneLine(one.reason)),
    ],
  ];
  return columns(rows);
};
