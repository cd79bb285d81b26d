import type { Instance } from './instances.ts';
import type { Stand } from './stands.ts';

const files = (count: number): string => (count === 1 ? '1 file' : `${count} files`);

/** `3 files +120 -14`, of what is committed; empty where nothing is. */
export const changeWords = (stand: Stand): string =>
  stand.files === 0 ? '' : `${files(stand.files)} +${stand.insertions} -${stand.deletions}`;

/** `2 ahead, 1 behind`; `level` where it is neither. */
export const apartWords = ({ ahead, behind }: Stand): string => {
  const parts = [ahead > 0 ? `${ahead} ahead` : '', behind > 0 ? `${behind} behind` : ''];
  return parts.filter((part) => part !== '').join(', ') || 'level';
};

/** `2 files not committed, +4 -0`; lines of new files are not counted. Empty where all is committed. */
export const openWords = ({ work, stand }: Pick<Instance, 'work' | 'stand'>): string => {
  if (work.changed === 0) return '';
  const open = stand?.open ?? { insertions: 0, deletions: 0 };
  const lines = open.insertions + open.deletions === 0 ? '' : `, +${open.insertions} -${open.deletions}`;
  return `${files(work.changed)} not committed${lines}`;
};

/** `conflicts in src/auth.ts and 2 more`; empty where it goes in. */
export const conflictWords = ({ conflicts, conflicting }: Stand): string => {
  if (conflicting === 0) return '';
  const rest = conflicting > 1 ? ` and ${conflicting - 1} more` : '';
  return `conflicts in ${conflicts[0] ?? ''}${rest}`;
};

/** All of it in one line, such as `3 files +120 -14, 2 ahead, 1 behind, 1 in conflict`; what is wrong comes first. */
export const standLine = (instance: Pick<Instance, 'work' | 'stand'>): string => {
  const { stand } = instance;
  if (stand === null) return openWords(instance);
  const apart = stand.tip === null || stand.tip === stand.baseTip ? '' : apartWords(stand);
  const conflict = stand.conflicting === 0 ? '' : `${stand.conflicting} in conflict`;
  return [stand.trouble ?? '', changeWords(stand), apart, conflict, openWords(instance)]
    .filter((part) => part !== '')
    .join(', ');
};
