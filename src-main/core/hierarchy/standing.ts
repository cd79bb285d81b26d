import type { InstanceId } from '@contract/ids.ts';
import type { Instance } from '@contract/instances.ts';
import type { Decision } from '@contract/knowledge.ts';
import { hasEnded } from '@contract/states.ts';
import type { View } from '@contract/view.ts';
import { clipped } from './clipped.ts';
import type { Crew } from './crew.ts';

/** Limits of what a prompt says of others: enough not to work against them, and together under 8,000 characters. */
const most = {
  siblings: 12,
  files: 6,
  path: 80,
  task: 120,
  decisions: 10,
  title: 120,
  text: 240,
  keys: 20,
} as const;

const filesOf = ({ files }: Instance): string => {
  if (files.count === 0) return '';
  const last = files.last.slice(-most.files).map(({ path }) => clipped(path, most.path));
  const more = files.count - last.length;
  return `; has written ${last.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
};

const siblingLines = (view: View, self: Pick<Instance, 'id' | 'parent'>): string[] => {
  const siblings = Object.values(view.instances).filter(
    ({ id, parent, state }) =>
      parent !== null && parent === self.parent && id !== self.id && !hasEnded(state),
  );
  const told = siblings.slice(-most.siblings);
  const lines = told.map(
    (one) => `- ${one.id} is ${one.state}: ${clipped(one.task, most.task) || 'no task yet'}${filesOf(one)}`,
  );
  const more = siblings.length - told.length;
  return more > 0 ? [...lines, `- and ${more} more: \`list\` shows them.`] : lines;
};

const decisionLines = (decisions: readonly Decision[]): string[] => {
  const told = decisions.slice(0, most.decisions);
  const lines = told.map(({ id, title, text, paths }) => {
    const about = paths.length === 0 ? '' : ` (for ${clipped(paths.join(', '), most.path)})`;
    return `- ${id} ${clipped(title, most.title)}${about}: ${clipped(text, most.text)}`;
  });
  const more = decisions.length - told.length;
  return more > 0 ? [...lines, `- and ${more} older: \`listDecisions\` shows them.`] : lines;
};

const knowledgeLines = (crew: Crew): string[] => {
  const { entries, total } = crew.ports.store.knowledge({ limit: most.keys });
  if (total === 0) return [];
  const more = total - entries.length;
  return [`${entries.map(({ key }) => `\`${key}\``).join(', ')}${more > 0 ? ` and ${more} more` : ''}`];
};

const part = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [`${title}\n\n${lines.join('\n')}`];

/**
 * What an instance is told as it starts of what others do and have settled, in Markdown: its siblings and their files, the decisions
 * that stand, and the keys of what is known. Empty where there is nothing yet.
 */
export const standingOf = (
  crew: Crew,
  self: { readonly id: InstanceId; readonly parent: InstanceId | null },
): string =>
  [
    ...part('Beside you:', siblingLines(crew.ledger.view, self)),
    ...part('Decided, and to be kept to:', decisionLines(crew.ports.store.decisions(false))),
    ...part('Known, by `getKnowledge` with these keys:', knowledgeLines(crew)),
  ].join('\n\n');
