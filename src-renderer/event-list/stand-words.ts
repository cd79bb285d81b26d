import type { TuttiEvent } from '@contract/events.ts';

type StandEvent = Extract<TuttiEvent, { kind: 'branch.stood' | `overlap.${string}` }>;

const goneWords = {
  changed: 'one of them was changed',
  merged: 'one of them is merged',
  ended: 'one of them has no branch any more',
} as const;

export const standWords = (event: StandEvent): string => {
  const { data, kind } = event;
  if (kind === 'overlap.gone')
    return `${data.id} and ${data.other} no longer conflict: ${goneWords[data.why]}`;
  if (kind === 'overlap.found') {
    const rest = data.count > 1 ? ` and ${data.count - 1} more` : '';
    return `${data.id} and ${data.other} would conflict in ${data.files[0] ?? ''}${rest}`;
  }
  const { base, ahead, behind, conflicting, trouble } = data.stand;
  if (trouble !== null) return `${data.id}: ${trouble}`;
  const conflicts = conflicting === 0 ? '' : `, ${conflicting} in conflict`;
  return `${data.id} is ${ahead} ahead of and ${behind} behind ${base}${conflicts}`;
};
