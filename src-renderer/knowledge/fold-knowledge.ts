import type { TuttiEvent } from '@contract/events.ts';
import { type Knowledge, knowledgePreviewLength } from '@contract/knowledge.ts';

/** The head of the list of what is known, the newest first, as far as it was asked for. */
export type Known = { readonly entries: readonly Knowledge[]; readonly total: number };

export type KnowledgeEvent = Extract<TuttiEvent, { kind: `knowledge.${string}` }>;

export const isKnowledge = (event: TuttiEvent): event is KnowledgeEvent =>
  event.kind.startsWith('knowledge.');

export const isUnder = (key: string, under: string): boolean =>
  under === '' || key === under || key.startsWith(`${under}/`);

const entryOf = ({
  actor,
  at,
  run,
  data,
}: Extract<KnowledgeEvent, { kind: 'knowledge.recorded' }>): Knowledge => ({
  key: data.key,
  version: data.version,
  value: data.value.slice(0, knowledgePreviewLength),
  length: data.value.length,
  author: actor.kind === 'instance' ? actor.id : 'person',
  run,
  at,
});

/**
 * The list after one more event: what was recorded stands first. Whether a later version of a key that was not asked for yet is
 * one more than before can't be told: it counts as known, until the next part of the list brings the count.
 */
export const foldKnowledge = ({ entries, total }: Known, event: KnowledgeEvent): Known => {
  const { key } = event.data;
  const rest = entries.filter((entry) => entry.key !== key);
  if (event.kind === 'knowledge.forgotten') return { entries: rest, total: Math.max(0, total - 1) };
  const wasKnown = rest.length < entries.length || (event.data.version > 1 && entries.length < total);
  return { entries: [entryOf(event), ...rest], total: total + (wasKnown ? 0 : 1) };
};

/** The next part at the end of the list; what moved up meanwhile stands there already. */
export const withPart = (known: Known, part: Known): Known => {
  const keys = new Set(known.entries.map(({ key }) => key));
  const fresh = part.entries.filter(({ key }) => !keys.has(key));
  return { entries: [...known.entries, ...fresh], total: part.total };
};

/** The namespaces of keys, as far down as two names, in their order. */
export const namespacesOf = (keys: Iterable<string>): string[] => {
  const found = new Set<string>();
  for (const key of keys) {
    const names = key.split('/').slice(0, -1);
    for (let depth = 1; depth <= Math.min(2, names.length); depth += 1)
      found.add(names.slice(0, depth).join('/'));
  }
  return [...found].sort();
};
