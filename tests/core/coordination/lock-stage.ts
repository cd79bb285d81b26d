import type { VerbInput } from '@contract/verbs.ts';
import { openStage, type Stage } from '../../support/stage.ts';

const agent = { name: 'agent', command: '/bin/agent', accept: { by: 'hook' } } as const;

export type Ask = Partial<Omit<VerbInput<'locks.acquire'>, 'paths'>>;

/** A stage with executives `exec_1` to `exec_<count>` and short words for locks. */
export const lockStage = async (count = 3) => {
  const stage = await openStage([agent]);
  const settings = {
    limits: { executives: 100 },
    locks: { graceSeconds: 60, askAgainSeconds: 30 },
    recovery: { restart: 'off' as const },
  };
  await stage.must('settings.set', settings);
  for (let at = 0; at < count; at += 1)
    await stage.must('instances.spawn', { profile: 'agent', role: 'executive', confirm: false });
  return stage;
};

export const callerOf = (stage: Stage, who: string) => (who === 'person' ? undefined : stage.as(who));

export const ask = (stage: Stage, who: string, paths: string | string[], more: Ask = {}) =>
  stage.call('locks.acquire', { paths: [paths].flat(), ...more }, callerOf(stage, who));

export const lock = async (stage: Stage, who: string, paths: string | string[], more: Ask = {}) => {
  const result = await ask(stage, who, paths, more);
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
};

export const unlock = (stage: Stage, who: string, named: VerbInput<'locks.release'>) =>
  stage.call('locks.release', named, callerOf(stage, who));

export const allLocks = (stage: Stage) => stage.must('locks.list', {});

/** `holder mode state paths`, in order: what most tests ask about. */
export const standing = async (stage: Stage) =>
  (await allLocks(stage)).map(
    ({ holder, mode, state, paths }) => `${holder} ${mode} ${state} ${paths.join(' ')}`,
  );

export const eventsOf = (stage: Stage, ...kinds: string[]) =>
  stage.store.events({ after: 0, limit: 5000, newest: false, kinds });
