import type { InstanceId } from '@contract/ids.ts';
import type { Decision } from '@contract/knowledge.ts';
import { siblingLines } from './beside.ts';
import { clipped } from './clipped.ts';
import type { Crew } from './crew.ts';
import { lockLines, waitLines } from './in-its-way.ts';

/** Limits of what a prompt says of what is settled; with what is said of others, under 16,000 characters (some 4,000 tokens). */
const most = {
  path: 80,
  decisions: 10,
  title: 120,
  text: 240,
  keys: 20,
} as const;

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
 * What an instance is told as it starts of what others do and have settled, in Markdown: its siblings with the files they have changed,
 * what stands in the way of its own tasks, the decisions that stand, and the keys of what is known. Empty where there is nothing yet.
 */
export const standingOf = (
  crew: Crew,
  self: { readonly id: InstanceId; readonly parent: InstanceId | null },
): string =>
  [
    ...part('Beside you:', siblingLines(crew, self)),
    ...part('Locked by others, and of the files of your tasks:', lockLines(crew.ledger.view, self.id)),
    ...part('Not done yet, and before your tasks:', waitLines(crew.ledger.view, self.id)),
    ...part('Decided, and to be kept to:', decisionLines(crew.ports.store.decisions(false))),
    ...part('Known, by `getKnowledge` with these keys:', knowledgeLines(crew)),
  ].join('\n\n');
