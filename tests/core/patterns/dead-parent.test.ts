import { expect, test } from 'vitest';
import { hooked, openStage, type Stage } from '../../support/stage.ts';

const confirm = (stage: Stage, id: string): Promise<unknown> =>
  stage.must('instances.confirm', { nonce: stage.env(id).TUTTI_NONCE ?? '' }, stage.as(id));

const spawn = async (stage: Stage, role: 'executive' | 'manager' | 'specialist', parent?: string) => {
  const asked = { profile: 'hooked', role, task: `Be a ${role}` };
  const { id } = await stage.must('instances.spawn', parent === undefined ? asked : { ...asked, parent });
  await confirm(stage, id);
};

test('children of a dead parent keep working, and it comes back under its id to what they wrote', async () => {
  const stage = await openStage([hooked], 0, true);
  await spawn(stage, 'executive');
  await spawn(stage, 'manager', 'exec_1');
  await spawn(stage, 'specialist', 'mgr_1_1');
  await stage.clock.advance(20_000);
  const before = (await stage.must('view.get', {})).instances.spec_1_1_1;

  stage.terminals.exit('mgr_1_1', null, 'SIGKILL');
  await stage.clock.advance(0);
  const child = stage.as('spec_1_1_1');
  await stage.must('instances.reportProgress', { summary: 'half of it', percent: 50 }, child);
  const report = await stage.must('messages.send', { to: 'mgr_1_1', text: 'half of it is done' }, child);
  expect(await stage.must('messages.get', { message: report.id })).toMatchObject({ state: 'queued' });

  await stage.clock.advance(1000);
  await confirm(stage, 'mgr_1_1');
  await stage.clock.advance(1000);
  const { instances } = await stage.must('view.get', {});
  expect(instances.mgr_1_1).toMatchObject({ incarnation: 2, parent: 'exec_1', state: 'ready' });
  expect(instances.spec_1_1_1).toEqual({
    ...before,
    ...{ progress: instances.spec_1_1_1?.progress, parent: 'mgr_1_1', incarnation: 1 },
  });
  const typed = stage.terminals.paneOf('mgr_1_1').received.join('');
  expect(typed.split('half of it is done')).toHaveLength(2);
});
