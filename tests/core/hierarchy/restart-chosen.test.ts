import { endedUnseen } from '@contract/states.ts';
import { expect, test } from 'vitest';
import { openStage, type Stage } from '../../support/stage.ts';

const crew = async (): Promise<Stage> => {
  const stage = await openStage();
  const spawn = (role: 'executive' | 'manager', parent?: string) =>
    stage.must('instances.spawn', { profile: 'hooked', role, confirm: false, ...(parent ? { parent } : {}) });
  await spawn('executive');
  await spawn('manager', 'exec_1');
  await spawn('manager', 'exec_1');
  // The machine is started again: the panes are gone.
  stage.terminals.panes.clear();
  return stage.reborn();
};

test('after the machine was started again those that are chosen go on, and the others stay as they are', async () => {
  const stage = await crew();
  const before = Object.values((await stage.must('view.get', {})).instances);
  expect(before.every(endedUnseen)).toBe(true);
  expect(await stage.must('instances.restartCrashed', { ids: ['mgr_1_2', 'exec_1'] })).toEqual([
    'exec_1',
    'mgr_1_2',
  ]);
  await stage.clock.advance(0);
  const { instances } = await stage.must('view.get', {});
  expect(instances.exec_1?.state).toBe('ready');
  expect(instances.mgr_1_2?.state).toBe('ready');
  expect(instances.mgr_1_1?.state).toBe('crashed');
});

test('one that has not crashed is refused, and none is started', async () => {
  const stage = await crew();
  const refused = await stage.call('instances.restartCrashed', { ids: ['exec_1', 'spec_9'] });
  expect(refused).toMatchObject({ ok: false, error: { code: 'wrong_state', field: 'ids' } });
  expect((await stage.must('view.get', {})).instances.exec_1?.state).toBe('crashed');
});
