import type { TuttiEvent } from './events.ts';
import type { SetUp } from './set-up.ts';

export type SetUpEvent = Extract<TuttiEvent, { kind: 'instance.settingUp' | 'instance.setUp' }>;

const begun = ({ at, data: { command } }: Extract<SetUpEvent, { kind: 'instance.settingUp' }>): SetUp => ({
  ...{ state: 'under-way', since: at, command },
  ...{ copied: 0, linked: 0, notes: [], reason: '' },
});

/** An instance's set-up after one more event of it. */
export const reduceSetUp = (event: SetUpEvent): SetUp => {
  if (event.kind === 'instance.settingUp') return begun(event);
  const { copied, linked, notes, check, trouble } = event.data;
  return {
    ...{ state: trouble === null ? 'done' : 'failed', since: event.at, command: check?.command ?? '' },
    ...{ copied, linked, notes, reason: trouble ?? '' },
  };
};

/** Why it is `starting` still. */
export const settingUpReason = (command: string): string => {
  const [line = ''] = command.split('\n');
  // By characters: half of one could not be kept as it is.
  const short = [...line].slice(0, 120).join('');
  return short === '' ? 'its worktree is being set up' : `its worktree is being set up: ${short}`;
};

/** What an instance that has been set up is about to do. */
export const startsNow = 'its program is being started';
