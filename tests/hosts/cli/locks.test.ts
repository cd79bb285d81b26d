import { ok } from '@contract/result.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aLock } from '../../support/fake-rooms.ts';
import { cliWorld } from './cli-world.ts';

let world: ReturnType<typeof cliWorld>;
beforeEach(() => {
  world = cliWorld();
});
afterEach(() => world.end());

const waits = aLock({
  id: 'lock_14',
  holder: 'exec_2',
  state: 'waiting',
  token: null,
  place: 1,
  waitsFor: [
    { id: 'lock_11', holder: 'exec_1', mode: 'exclusive', state: 'held', paths: ['src/a.ts'], reason: '' },
  ],
});

describe('tutti locks', () => {
  it('lists who holds what and who waits for whom, harmless in a terminal', async () => {
    const { state, calls } = await world.startHost();
    state.answer = async () => ok([aLock({ reason: 'parser \x1b[2J' }), waits]);
    const { code, out } = await world.tutti(['locks']);
    expect(code).toBe(0);
    const [, held, waiting] = out.trimEnd().split('\n');
    expect(held).toMatch(/^lock_11 +12 +exec_1 +exclusive +held .* src\/a\.ts {2}parser \\x1b\[2J$/);
    expect(waiting).toMatch(/^lock_14 +exec_2 +exclusive +place 1, after exec_1 .* src\/a\.ts/);
    await world.tutti(['locks', 'list', 'src']);
    expect(calls.map(({ input }) => input)).toEqual([{}, { path: 'src' }]);
    expect(JSON.parse((await world.tutti(['locks', '--json'])).out)).toMatchObject([
      { token: 12 },
      { place: 1 },
    ]);
    state.answer = async () => ok([]);
    expect((await world.tutti(['locks'])).out).toBe('No locks.\n');
  });

  it('acquires, and ends with 1 where it came to a place in the queue', async () => {
    const { state, calls } = await world.startHost();
    state.answer = async () => ok(aLock());
    const words = ['locks', 'acquire', 'src/a.ts', 'docs/**', '--shared', '--wait', '30', '--lease', '60'];
    expect((await world.tutti([...words, '--reason', 'parser'])).code).toBe(0);
    expect(calls[0]).toMatchObject({
      verb: 'locks.acquire',
      input: { paths: ['src/a.ts', 'docs/**'], mode: 'shared', wait: 30, leaseSeconds: 60, reason: 'parser' },
    });
    state.answer = async () => ok(waits);
    expect((await world.tutti(['locks', 'acquire', 'src/a.ts'])).code).toBe(1);
    expect((await world.tutti(['locks', 'acquire', 'a', '--wait', '51'])).code).toBe(2);
  });

  it.each([
    ['412', { token: 412 }],
    ['lock_9', { lock: 'lock_9' }],
    ['src/a.ts', { paths: ['src/a.ts'] }],
  ])('releases %s', async (name, input) => {
    const { state, calls } = await world.startHost();
    state.answer = async () => ok(calls.at(-1)?.verb === 'locks.list' ? [] : [aLock()]);
    expect(await world.tutti(['locks', 'release', name])).toMatchObject({
      code: 0,
      out: 'Released src/a.ts\n',
    });
    expect(calls.at(-1)).toMatchObject({ verb: 'locks.release', input });
  });

  it.each([['12'], ['lock_11']])('ends what an instance holds (%s) only by force', async (name) => {
    const { state, calls } = await world.startHost();
    state.answer = async () => ok([aLock()]);
    const refused = await world.tutti(['locks', 'release', name]);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain('exec_1 holds src/a.ts');
    expect(refused.err).toContain(`tutti locks release ${name} --force`);
    expect(calls.map(({ verb }) => verb)).toEqual(['locks.list']);
    expect((await world.tutti(['locks', 'release', name, '--force'])).code).toBe(0);
    // In a pane the host decides, by the token.
    await world.tutti(['locks', 'release', name], { env: { TUTTI_TOKEN: 'spec-token' } });
    expect(calls.slice(1).map(({ verb }) => verb)).toEqual(['locks.release', 'locks.release']);
  });

  it('says what there is where the words make no sense', async () => {
    const { err, code } = await world.tutti(['locks', 'steal', 'a']);
    expect(code).toBe(1);
    expect(err).toContain('tutti locks acquire PATH');
    expect((await world.tutti(['locks', 'acquire'])).code).toBe(1);
  });
});
