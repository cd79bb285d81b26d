import type { SetUpEvent } from '@contract/reduce-set-up.ts';
import { brief } from './brief.ts';

const counted = (count: number, what: string): string[] => (count === 0 ? [] : [`${count} ${what}`]);

export const setUpWords = (event: SetUpEvent): string => {
  const { id } = event.data;
  if (event.kind === 'instance.settingUp') {
    const { command } = event.data;
    return command === ''
      ? `${id}’s worktree is being set up`
      : `${id}’s worktree is being set up: ${brief(command)}`;
  }
  const { copied, linked, notes, trouble } = event.data;
  const did = [...counted(copied, 'copied'), ...counted(linked, 'linked')].join(', ');
  const note =
    notes.length === 0
      ? ''
      : `; ${brief(notes[0] ?? '')}${notes.length > 1 ? ` (+${notes.length - 1})` : ''}`;
  if (trouble !== null) return `${id}’s worktree could not be set up: ${brief(trouble)}${note}`;
  return `${id}’s worktree is set up${did === '' ? '' : ` (${did})`}${note}`;
};
