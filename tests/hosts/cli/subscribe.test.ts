import { ok } from '@contract/result.ts';
import type { Subscription } from '@contract/subscriptions.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventAt } from '../../core/doors/fake-rooms.ts';
import { cliWorld } from './cli-world.ts';

let world: ReturnType<typeof cliWorld>;
beforeEach(() => {
  world = cliWorld();
});
afterEach(() => world.end());

const task = (seq: number, id: string) => ({
  ...eventAt(seq),
  kind: 'task.started' as const,
  actor: { kind: 'instance' as const, id },
  data: { task: 'task_1', assignee: id },
});
const sub: Subscription = {
  ...{ id: 'sub_12', instance: 'spec_1_1', kinds: ['task'], from: ['exec_1'], since: 1, upTo: 1 },
  message: null,
};

test('the person sees events of some kinds and senders as they happen, as one JSON document a line', async () => {
  const host = await world.startHost();
  host.state.answer = async () => ok([eventAt(4)]);
  const words = ['subscribe', 'task', 'run.ended', '--from', 'spec_1', '--json'];
  const { printed, ended, interrupt } = await world.begin(words);
  await expect.poll(() => host.streams[0]?.input).toEqual({ after: 4 });
  host.streams[0]?.sink.item([eventAt(5), task(6, 'spec_2'), task(7, 'spec_1')]);
  host.streams[0]?.sink.item([task(8, 'spec_1')]);
  await expect.poll(() => printed.out.split('\n').length).toBe(3);
  const lines = printed.out.trim().split('\n');
  expect(lines.map((line) => JSON.parse(line).seq)).toEqual([7, 8]);
  interrupt();
  expect(await ended).toBe(0);
});

test('a kind that there is not is refused, with those that there are', async () => {
  const { code, err } = await world.tutti(['subscribe', 'weather']);
  expect(code).toBe(1);
  expect(err).toContain('"weather"');
  expect(err).toContain('task');
});

test('in a pane the instance is told in its inbox', async () => {
  const { state, calls } = await world.startHost();
  state.answer = async () => ok(sub);
  const pane = { env: { TUTTI_TOKEN: 'spec-token' } };
  const made = await world.tutti(['subscribe', 'task', '--from', 'exec_1'], pane);
  expect(made).toMatchObject({ code: 0, out: 'sub_12  spec_1_1  task  from exec_1\n' });
  expect(calls.at(-1)).toMatchObject({
    verb: 'subscriptions.add',
    input: { kinds: ['task'], from: ['exec_1'] },
  });
  expect((await world.tutti(['subscribe'], pane)).code).toBe(1);
});

test('subscriptions are listed, and ended', async () => {
  const { state, calls } = await world.startHost();
  state.answer = async () => ok(calls.at(-1)?.verb === 'subscriptions.list' ? [sub] : sub);
  expect((await world.tutti(['subscribe', '--list'])).out).toContain('sub_12  spec_1_1');
  expect((await world.tutti(['subscribe', '--end', 'sub_12'])).out).toBe('Ended sub_12.\n');
  expect(calls.at(-1)).toMatchObject({ verb: 'subscriptions.end', input: { subscription: 'sub_12' } });
});
