import type { Instance } from '@contract/instances.ts';
import { progressOfOne, progressOfRun } from '@contract/progress.ts';
import { ok } from '@contract/result.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../../support/until.ts';
import { cliWorld } from './cli-world.ts';
import { instance } from './sample-rows.ts';

const now = 1_000_000;
const one = (id: string, parent: string | null, more: Partial<Instance> = {}): Instance =>
  instance(id, parent, { state: 'busy', since: now - 12_000, spawnedAt: now - 720_000, ...more });
const todos = [
  { text: 'a', status: 'done' as const },
  { text: 'b', status: 'active' as const },
];
const instances = [
  one('exec_1', null),
  one('mgr_1_1', 'exec_1', { todos }),
  one('spec_1_1_1', 'mgr_1_1', {
    state: 'blocked',
    blocker: 'JSON or\nCSV? \x1b[2J',
    blockage: { kind: 'decision', needs: null, from: null, with: 'mgr_1_1', since: 1, climbed: null },
  }),
];
const run = { run: 3, title: 'JWT auth', startedAt: 0, endedAt: null };
const all = progressOfRun(run, { instances, now });

describe('tutti progress', () => {
  let world: ReturnType<typeof cliWorld>;
  beforeEach(() => {
    world = cliWorld();
  });
  afterEach(() => world.end());

  it('shows the run as a tree of bars, what agents wrote made harmless', async () => {
    const { state, calls } = await world.startHost();
    state.answer = async () => ok(all);
    const { code, out } = await world.tutti(['progress']);
    expect(code).toBe(0);
    expect(calls).toMatchObject([{ verb: 'progress.all', input: {} }]);
    expect(out.split('\n')).toEqual([
      'Run 3 JWT auth  ██░░░░░░░░ 25 %  1 of 4 steps, rest about 36 min (from 1 of 4 steps done in 12 min)',
      '3 instances: 2 active, 0 completed, 1 blocked, 0 crashed',
      '',
      '● exec_1            ██░░░░░░░░  25 %  1/4  busy     12 s',
      '└─ ● mgr_1_1        ███░░░░░░░  33 %  1/3  busy     12 s',
      '   └─ ■ spec_1_1_1  ··········  -     0/1  blocked  12 s  JSON or CSV? \\x1b[2J (mgr_1_1 is asked)',
      '',
    ]);
  });

  it('names commits beside the steps', async () => {
    const { state } = await world.startHost();
    const lastCommit = { hash: 'a'.repeat(40), subject: 'x', at: now - 180_000 };
    const work = { tip: lastCommit.hash, changed: 0, commits: 4, lastCommit, trouble: null };
    const made = progressOfRun(run, { instances: [one('spec_1', null, { todos, work })], now });
    state.answer = async () => ok(made);
    const { out } = await world.tutti(['progress']);
    expect(out).toContain('1 of 2 steps, 4 commits, the last 3 min ago, rest about 12 min (from 1 of 2');
    expect(out.split('\n')).toContain(
      '● spec_1  █████░░░░░  50 %  1/2  busy  12 s  4 commits, the last 3 min ago',
    );
  });

  it('is exactly what the host says, as JSON', async () => {
    const { state } = await world.startHost();
    state.answer = async () => ok(all);
    expect(JSON.parse((await world.tutti(['progress', '--json'])).out)).toEqual(all);
  });

  it('says when there is no run', async () => {
    const { state } = await world.startHost();
    state.answer = async () => ok(progressOfRun(null, { instances: [], now }));
    expect((await world.tutti(['progress'])).out).toMatch(/^No run yet/);
  });

  it('shows an instance in its pane itself and those below it', async () => {
    const { state, calls } = await world.startHost();
    state.answer = async () => ok(progressOfOne({ instances, now }, 'mgr_1_1'));
    const { out } = await world.tutti(['progress'], { env: { TUTTI_TOKEN: 'spec-token' } });
    expect(calls).toMatchObject([{ verb: 'progress.get' }]);
    expect(out).toContain('● mgr_1_1');
    expect(out).toContain('rest about 24 min (from 1 of 3 steps done in 12 min)');
  });

  it('wants words with a percentage', async () => {
    await world.startHost();
    const { code, err } = await world.tutti(['progress', '--percent', '50']);
    expect([code, err]).toEqual([2, expect.stringContaining('in words')]);
  });

  it('draws again when something happened, until it is interrupted', async () => {
    const { state, calls, streams } = await world.startHost();
    state.answer = async () => ok(all);
    const { printed, ended, interrupt } = await world.begin(['progress', '--watch', '--json']);
    await until('it follows events', () => streams.length === 1 && printed.out !== '');
    const pictures = () => printed.out.split('\n').length - 1;
    const before = pictures();
    streams[0]?.sink.item([]);
    await until('a second picture', () => pictures() > before);
    interrupt();
    expect(await ended).toBe(0);
    expect(calls.filter(({ verb }) => verb === 'progress.all').length).toBeGreaterThan(1);
  });

  it('reports progress and a blocker', async () => {
    const { calls, state } = await world.startHost();
    state.answer = async () => ok(one('spec_1_1', null));
    await world.tutti(['progress', 'half of it', '--percent', '50']);
    await world.tutti(['progress', 'all', '--done']);
    await world.tutti(['blocker', 'which format?']);
    await world.tutti(['blocker', 'no login', '--kind', 'access', '--needs', 'a key', '--from', 'ops']);
    expect(calls.map(({ input }) => input)).toEqual([
      { summary: 'half of it', done: false, percent: 50 },
      { summary: 'all', done: true },
      { blocker: 'which format?', kind: 'other' },
      { blocker: 'no login', kind: 'access', needs: 'a key', from: 'ops' },
    ]);
    expect((await world.tutti(['blocker', 'x', '--kind', 'wish'])).code).toBe(2);
    const refused = await world.tutti(['progress', 'x', '--percent', '101']);
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('from 0 to 100')]);
  });
});
