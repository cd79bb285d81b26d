import type { Merge } from '@contract/merges.ts';
import { settle } from '../../support/manual-clock.ts';
import { openStage, type Stage } from '../../support/stage.ts';

/** An executive, a manager and specialists, each with a branch on which a file of its own was committed. */
export const mergeStage = async (specialists: number): Promise<Stage> => {
  const stage = await openStage();
  const spawn = (role: 'executive' | 'manager' | 'specialist', parent?: string) =>
    stage.must('instances.spawn', {
      profile: 'hooked',
      role,
      confirm: false,
      task: `work of a ${role}`,
      ...(parent === undefined ? {} : { parent }),
    });
  await spawn('executive');
  await spawn('manager', 'exec_1');
  for (let at = 0; at < specialists; at += 1) await spawn('specialist', 'mgr_1_1');
  return stage;
};

export const branchOf = (id: string): string => `tutti/1/${id}`;
export const manager = branchOf('mgr_1_1');

/** Commits files on an instance's branch; null deletes one. */
export const work = (stage: Stage, id: string, files: Readonly<Record<string, string | null>>): string =>
  stage.branches.commit(branchOf(id), files);

export const mergeOf = async (stage: Stage, id: string): Promise<Merge> => {
  const merges = await stage.must('merges.list', {});
  const found = merges.find((merge) => merge.id === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
};

/** The merges as `merge_1 merged`, in the order in which they were asked for. */
export const states = async (stage: Stage): Promise<string[]> => {
  for (let turns = 0; turns < 20; turns += 1) await settle();
  return (await stage.must('merges.list', {})).map(({ id, state }) => `${id} ${state}`);
};

export const setCheck = async (stage: Stage, check: string, together = 10): Promise<void> => {
  const { settings } = await stage.must('view.get', {});
  await stage.must('settings.set', { ...settings, merging: { ...settings.merging, check, together } });
};

/** All that an instance was told, in one text. */
export const told = (stage: Stage, id: string): string =>
  stage.store
    .messages(1, id, ['queued', 'delivering', 'announced', 'accepted', 'failed'])
    .map(({ text }) => text)
    .join('\n');

/** The second of two that changed the same two files, and one more file of its own, conflicts: `merge_2`. */
export const conflictStage = async (specialists = 2): Promise<Stage> => {
  const stage = await mergeStage(specialists);
  work(stage, 'spec_1_1_1', { 'a.ts': 'one', 'b.ts': 'one' });
  work(stage, 'spec_1_1_2', { 'a.ts': 'two', 'b.ts': 'two', 'own.ts': 'x' });
  await stage.must('merges.request', { id: 'spec_1_1_1' }, stage.as('mgr_1_1'));
  await stage.must('merges.request', { id: 'spec_1_1_2' }, stage.as('mgr_1_1'));
  const now = (await states(stage)).join(', ');
  if (now !== 'merge_1 merged, merge_2 conflicted') throw new Error(now);
  return stage;
};
