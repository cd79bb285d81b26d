import { ok } from '@contract/result.ts';
import type { Shutdown } from '@contract/shutdowns.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventAt } from '../../core/doors/fake-rooms.ts';
import { cliWorld } from './cli-world.ts';

let world: ReturnType<typeof cliWorld>;
beforeEach(() => {
  world = cliWorld();
});
afterEach(() => world.end());

const begun: Shutdown = {
  seq: 7,
  top: null,
  ids: ['exec_1', 'spec_1_1'],
  by: 'person',
  reason: '',
  begunAt: 1,
  until: 2,
  state: 'waiting',
};
const left = { id: 'spec_1_1', folder: '/w/spec_1_1', branch: 'tutti/1/spec_1_1', files: 2, trouble: null };

test('it waits for the end, and says what is not committed', async () => {
  const { state, calls } = await world.startHost();
  const finished = { kind: 'shutdown.finished' as const, data: { ended: begun.ids, left: [left] } };
  state.answer = async () =>
    calls.at(-1)?.verb === 'runs.shutdown'
      ? ok({ ...begun, awaited: [] })
      : ok([{ ...eventAt(8), ...finished }]);
  const { out, code } = await world.tutti(['shutdown', '--seconds', '30', '--reason', 'for today']);
  expect(code).toBe(0);
  expect(calls[0]?.input).toEqual({ seconds: 30, reason: 'for today' });
  expect(out).toContain('Ended exec_1, spec_1_1.');
  expect(out).toContain('spec_1_1  2 not committed  /w/spec_1_1  tutti/1/spec_1_1');
  await world.tutti(['shutdown', 'spec_1_1', '--now']);
  expect(calls.find(({ input }) => (input as { id?: string }).id === 'spec_1_1')?.input).toEqual({
    id: 'spec_1_1',
    seconds: 0,
    reason: '',
  });
});

test('one that is called off has failed', async () => {
  const { state, calls } = await world.startHost();
  state.answer = async () =>
    calls.at(-1)?.verb === 'runs.shutdown'
      ? ok({ ...begun, awaited: [] })
      : ok([{ ...eventAt(8), kind: 'shutdown.cancelled' as const, data: {} }]);
  const { err, code } = await world.tutti(['shutdown']);
  expect(code).toBe(1);
  expect(err).toContain('called off');
});

test('without waiting, and in a pane, it answers as it begins; --cancel calls it off', async () => {
  const { state, calls } = await world.startHost();
  state.answer = async () => ok({ ...begun, awaited: [] });
  expect((await world.tutti(['shutdown', '--no-wait'])).out).toBe('Shutting down exec_1, spec_1_1.\n');
  const inPane = await world.tutti(['shutdown'], { env: { TUTTI_TOKEN: 'spec-token' } });
  expect(inPane.out).toBe('Shutting down exec_1, spec_1_1.\n');
  expect((await world.tutti(['shutdown', '--cancel'])).out).toContain('Called off: exec_1, spec_1_1 go on.');
  expect(calls.map(({ verb }) => verb)).toEqual(['runs.shutdown', 'runs.shutdown', 'runs.cancelShutdown']);
});

test('a wait that is none is a mistake in the command', async () => {
  await world.startHost();
  expect((await world.tutti(['shutdown', '--seconds', '3601'])).code).toBe(2);
  expect((await world.tutti(['shutdown', '--seconds', 'soon'])).code).toBe(2);
});
