import { ok } from '@contract/result.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventAt } from '../../core/doors/fake-rooms.ts';
import { cliWorld } from './cli-world.ts';
import { instance } from './sample-rows.ts';

let world: ReturnType<typeof cliWorld>;
beforeEach(() => {
  world = cliWorld();
});
afterEach(() => world.end());

describe('what is shown', () => {
  const family = [
    instance('exec_1', null),
    instance('mgr_1_1', 'exec_1', { state: 'busy' }),
    instance('spec_1_1_1', 'mgr_1_1', { state: 'crashed', task: 'evil \x1b[2J\x07 text\nsecond' }),
    instance('mgr_1_2', 'exec_1'),
  ];

  it('is a table, aligned and without colours or control characters', async () => {
    const { state } = await world.startHost();
    state.answer = async () => ok(family);
    const { out } = await world.tutti(['list']);
    const lines = out.trimEnd().split('\n');
    expect(lines).toHaveLength(5);
    expect(new Set(lines.map((line) => line.search(/STATE|ready|busy|crashed/))).size).toBe(1);
    expect(out).not.toContain('\x1b');
    expect(out).not.toContain('\x07');
    expect(out).toContain('1m');
  });

  it('is a tree', async () => {
    const { state } = await world.startHost();
    state.answer = async () => ok(family);
    const { out } = await world.tutti(['tree']);
    expect(out.split('\n').map((line) => line.replace(/\s{2,}.*/, '').trimEnd())).toEqual([
      '● exec_1',
      '├─ ● mgr_1_1',
      '│',
      '└─ ● mgr_1_2',
      '',
    ]);
    expect(out).toContain('│  └─ ✗ spec_1_1_1');
    const { out: json } = await world.tutti(['tree', '--json']);
    expect(JSON.parse(json)[0].children[0].children[0].id).toBe('spec_1_1_1');
  });

  it('has colours on a terminal that wants them', async () => {
    const { state } = await world.startHost();
    state.answer = async () => ok(family);
    expect((await world.tutti(['list'], { colour: true })).out).toContain('\x1b[31m✗');
    expect((await world.tutti(['list', '--json'], { colour: true })).out).not.toContain('\x1b[');
  });

  it('is a screen’s lines', async () => {
    const { state, calls } = await world.startHost();
    const screen = {
      id: 'exec_1',
      size: { cols: 80, rows: 24 },
      lines: ['$ ls', 'a  b'],
      cursor: { x: 0, y: 2 },
    };
    state.answer = async () => ok(screen);
    expect((await world.tutti(['read', 'exec_1', '--lines', '20'])).out).toBe('$ ls\na  b\n');
    expect(calls[0]?.input).toEqual({ id: 'exec_1', lines: 20 });
    expect((await world.tutti(['read', 'exec_1', '--lines', '0'])).code).toBe(2);
  });
});

describe('events', () => {
  it('prints the last ones in order, or those asked for', async () => {
    const { state, calls } = await world.startHost();
    state.answer = async () => ok([eventAt(3), eventAt(2)]);
    const { out } = await world.tutti(['events', '--json', '--instance', 'exec_1', '--kind', 'run.ended']);
    expect(JSON.parse(out).map((event: { seq: number }) => event.seq)).toEqual([2, 3]);
    expect(calls[0]?.input).toMatchObject({ newest: true, instance: 'exec_1', kinds: ['run.ended'] });
    await world.tutti(['events', '--after', '12']);
    expect(calls[1]?.input).toMatchObject({ after: 12, newest: false });
  });

  it('refuses a kind that there is not', async () => {
    expect((await world.tutti(['events', '--kind', 'run.exploded'])).code).toBe(2);
  });

  it('follows, one document a line, until it is interrupted', async () => {
    const host = await world.startHost();
    const { printed, ended, interrupt } = await world.begin(['events', '--follow', '--after', '1', '--json']);
    await expect.poll(() => host.streams[0]?.input).toEqual({ after: 1 });
    host.streams[0]?.sink.item([eventAt(2), eventAt(3)]);
    await expect.poll(() => printed.out.split('\n').length).toBe(3);
    expect(
      printed.out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).seq),
    ).toEqual([2, 3]);
    interrupt();
    expect(await ended).toBe(0);
  });

  it('ends with code 3 when the host does', async () => {
    const host = await world.startHost();
    const { ended } = await world.begin(['events', '--follow', '--after', '1']);
    await expect.poll(() => host.streams.length).toBe(1);
    await host.close();
    expect(await ended).toBe(3);
  });
});
