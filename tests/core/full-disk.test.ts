import type { EventDraft, EventKind } from '@contract/events.ts';
import { TuttiFailure } from '@contract/result.ts';
import { expect, test, vi } from 'vitest';
import { openStage, type Stage } from '../support/stage.ts';

/** The log takes no event of this kind until `room()` is called. */
const noRoomFor = ({ store }: Stage, kind: EventKind, more: (draft: EventDraft) => boolean = () => true) => {
  const commit = store.commit.bind(store);
  let refused = 0;
  const full = vi.spyOn(store, 'commit').mockImplementation((drafts, secrets) => {
    if (!drafts.some((draft) => draft.kind === kind && more(draft))) return commit(drafts, secrets);
    refused += 1;
    throw new TuttiFailure({ code: 'disk_full', message: 'no room', remedy: 'Make room.' });
  });
  return { room: () => full.mockRestore(), refused: () => refused };
};

const to = (state: string) => (draft: EventDraft) =>
  draft.kind === 'instance.changed' && draft.data.to === state;
const stateOf = (stage: Stage, id = 'exec_1') => stage.store.view().instances[id]?.state;
const kinds = (stage: Stage): string[] =>
  stage.store.events({ after: 0, limit: 5000, newest: false }).map(({ kind }) => kind);
const spawn = (stage: Stage, more: object = {}) =>
  stage.must('instances.spawn', { profile: 'hooked', role: 'executive', ...more });

test('one that never confirms is found stalled once there is room', async () => {
  const stage = await openStage();
  await spawn(stage);
  const disk = noRoomFor(stage, 'instance.changed', to('stalled'));
  await stage.clock.advance(400_000);
  expect({ state: stateOf(stage), tried: disk.refused() > 0 }).toEqual({ state: 'confirming', tried: true });
  disk.room();
  await stage.clock.advance(1000);
  expect(stateOf(stage)).toBe('stalled');
});

test('a reminder that can not be logged keeps nobody from being found stalled', async () => {
  const stage = await openStage();
  await spawn(stage);
  noRoomFor(stage, 'instance.reminded');
  await stage.clock.advance(400_000);
  expect(stateOf(stage)).toBe('stalled');
});

test('a shutdown ends once there is room', async () => {
  const stage = await openStage();
  await spawn(stage, { confirm: false });
  const disk = noRoomFor(stage, 'shutdown.ending');
  await stage.must('runs.shutdown', { seconds: 30 });
  await stage.clock.advance(60_000);
  expect({ state: stateOf(stage) === 'terminated', tried: disk.refused() > 0 }).toEqual({
    state: false,
    tried: true,
  });
  disk.room();
  await stage.clock.advance(5000);
  expect(stateOf(stage)).toBe('terminated');
});

test('a shutdown that could not be called off ends in its time', async () => {
  const stage = await openStage();
  await spawn(stage, { confirm: false });
  stage.uncommitted.set('exec_1', 1);
  stage.worktreeWatches.write('/worktrees/1/exec_1', 'a.ts');
  await stage.must('runs.shutdown', { seconds: 30 });
  const disk = noRoomFor(stage, 'shutdown.cancelled');
  await expect(stage.call('runs.cancelShutdown', {})).rejects.toThrow('no room');
  disk.room();
  await stage.clock.advance(31_000);
  expect(stateOf(stage)).toBe('terminated');
});

test('an unasked restart is tried again', async () => {
  const stage = await openStage(undefined, 0, true);
  await spawn(stage);
  await stage.must('instances.confirm', { nonce: stage.env('exec_1').TUTTI_NONCE ?? '' }, stage.as('exec_1'));
  await stage.clock.advance(20_000);
  const disk = noRoomFor(stage, 'instance.changed', to('starting'));
  stage.terminals.exit('exec_1', 1);
  await stage.clock.advance(3000);
  expect({ state: stateOf(stage), tried: disk.refused() > 0 }).toEqual({ state: 'crashed', tried: true });
  disk.room();
  await stage.clock.advance(1000);
  expect(stateOf(stage)).toBe('confirming');
});

test('the loss of the terminals is told, and nobody is left that seems to work', async () => {
  const stage = await openStage();
  await spawn(stage, { confirm: false });
  const disk = noRoomFor(stage, 'terminals.lost');
  stage.terminals.listener?.lost('the server was killed');
  await stage.clock.advance(0);
  expect(disk.refused()).toBe(1);
  disk.room();
  await stage.clock.advance(2000);
  expect(stateOf(stage)).toBe('crashed');
});

test('a granted wish that could not be written down is answered and told, and waits for nobody', async () => {
  const stage = await openStage();
  await stage.must('settings.set', {
    ...{ approval: 'all', recovery: { restart: 'off' }, coordination: { planBeforeSpawn: false } },
  });
  await spawn(stage, { confirm: false });
  const wish = { profile: 'hooked', role: 'manager', task: 'Lead' } as const;
  const call = stage.call('instances.spawn', wish, stage.as('exec_1'));
  await stage.clock.advance(0);
  const disk = noRoomFor(stage, 'instance.spawned');
  const [asked] = await stage.must('approvals.list', {});
  await stage.must('approvals.decide', { wish: asked?.wish ?? '', yes: true });
  expect(await call).toMatchObject({ ok: false, error: { code: 'disk_full' } });
  expect(stage.store.view().approvals).toEqual([]);
  disk.room();
  expect(await stage.must('approvals.list', {})).toEqual([]);
});

test('what a look at the budgets found is written once there is room', async () => {
  const stage = await openStage();
  await spawn(stage, { confirm: false });
  const disk = noRoomFor(stage, 'budgets.reached');
  const none = { tokens: null, cost: null, minutes: null };
  await stage.must('budgets.set', { run: { ...none, minutes: 1 }, instance: none });
  await stage.clock.advance(120_000);
  expect(stage.store.view().reached).toEqual([]);
  disk.room();
  await stage.clock.advance(1000);
  expect(stage.store.view().reached).toMatchObject([{ scope: 'run', state: 'spent' }]);
  expect(kinds(stage).filter((kind) => kind === 'budgets.reached')).toHaveLength(1);
});

test('a host that lets go leaves what it could not write to the next one, and no timer', async () => {
  const stage = await openStage();
  await spawn(stage, { confirm: false });
  const disk = noRoomFor(stage, 'instance.changed', to('crashed'));
  stage.terminals.exit('exec_1', 1);
  await stage.clock.advance(500);
  expect(disk.refused()).toBe(1);
  await stage.project.stop();
  await stage.clock.advance(10_000);
  expect(disk.refused()).toBe(1);
});
