import type { AttentionEntry } from '@contract/attention-entries.ts';

/** Where an entry stands in the list under the bar, as a selector; null: it has no place of its own to be focused. */
export const placeOfEntry = ({ kind, key, instance }: AttentionEntry): string | null => {
  if (kind === 'wish') return `[data-wish="${CSS.escape(key.split(' ').at(-1) ?? '')}"] .at-open`;
  if (kind === 'merge') return `[data-merge="${CSS.escape(key.split(' ')[2] ?? '')}"] .ds-button`;
  if (kind === 'overlap') return `[data-overlap="${CSS.escape(key.split(' ').slice(2).join(' '))}"] .at-name`;
  if (kind === 'commit') return `[data-uncommitted="${CSS.escape(key.split(' ')[2] ?? '')}"] .at-name`;
  if (instance === null || kind === 'breaker' || kind === 'budget') return null;
  if (kind === 'conflict') return `[data-conflict="${CSS.escape(instance)}"] .at-name`;
  return `[data-attention="${CSS.escape(instance)}"] .at-open`;
};
