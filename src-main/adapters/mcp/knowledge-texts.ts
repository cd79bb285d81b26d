import type { Decision, Knowledge } from '@contract/knowledge.ts';
import type { VerbOutput } from '@contract/verbs.ts';

const by = ({ author, run, at }: Pick<Knowledge, 'author' | 'run' | 'at'>): string =>
  `${author}${run === null ? '' : `, run ${run}`}, ${new Date(at).toISOString()}`;

export const oneKnown = (entry: Knowledge): string => {
  const head = `${entry.key} (version ${entry.version}, ${by(entry)})`;
  if (entry.value === null) return `${head}: forgotten`;
  const more = entry.length > entry.value.length ? `… (${entry.length} characters; ask by its key)` : '';
  return `${head}:\n${entry.value}${more}`;
};

export const knowledgeText = ({ entries, total }: VerbOutput<'knowledge.get'>): string[] => {
  if (entries.length === 0) return ['Nothing is known of that.'];
  const rest = total - entries.length;
  const shown = entries.map(oneKnown).join('\n\n');
  return rest > 0 ? [shown, `${rest} more: ask for fewer by words or namespace, or with a limit.`] : [shown];
};

export const decisionText = (decision: Decision): string => {
  const { id, title, text, paths, replacedBy, replaces } = decision;
  const about = paths.length === 0 ? '' : `, for ${paths.join(', ')}`;
  const gone = replacedBy === null ? '' : ` [replaced by ${replacedBy}]`;
  const instead = replaces === null ? '' : `, instead of ${replaces}`;
  return `${id} ${title}${gone} (${by(decision)}${about}${instead}):\n${text}`;
};

export const decisionsText = (decisions: readonly Decision[]): string[] => [
  decisions.length === 0 ? 'Nothing was decided on that.' : decisions.map(decisionText).join('\n\n'),
];
