import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TuttiError } from '@contract/result.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { done, HeadlessWorld, isAlive, untilStates } from '../support/headless-host.ts';
import { ownMounts } from './own-mounts.ts';

const slow = 90_000;

let world: HeadlessWorld;

beforeEach(() => {
  world = new HeadlessWorld();
}, slow);

afterEach(() => world.end(), slow);

/** Every file below a folder with its mode and contents. */
const contentsOf = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => {
      const path = join(folder, name);
      const found = lstatSync(path);
      const bytes = found.isFile() ? readFileSync(path) : '';
      return [name, `${found.mode.toString(8)} ${createHash('sha256').update(bytes).digest('hex')}`];
    }),
  );

// Not by a file's mode: root, as whom the tests may run, writes all the same.
if (ownMounts !== null) {
  const words = ownMounts;

  /** Runs a command that sees `folder` mounted read-only, and must refuse with a remedy. */
  const refusedOn = async (folder: string, command: readonly string[]): Promise<TuttiError> => {
    const script = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"';
    const within = [...words, 'sh', '-c', script, folder];
    const { code, out, err } = await world.cli(command, { within });
    expect({ code, out }, err).toEqual({ code: 1, out: '' });
    const line = err.split('\n').find((one) => one.startsWith('{"error"'));
    if (line === undefined) throw new Error(`no error on stderr: ${err}`);
    return (JSON.parse(line) as { error: TuttiError }).error;
  };

  describe('a state directory on a disk that is read-only', () => {
    it(
      'is refused with a remedy at the first start, and nothing is begun',
      async () => {
        const state = join(world.folder, 'state');
        mkdirSync(state);
        const error = await refusedOn(state, ['serve', '--json']);
        expect(error).toMatchObject({
          code: 'state_read_only',
          message: expect.stringContaining(state),
          remedy: expect.stringContaining('TUTTI_STATE_DIR'),
        });
        expect(readdirSync(state)).toEqual([]);
        expect(await world.tmuxServer()).toBeNull();
      },
      slow,
    );

    it(
      'is refused when it holds a run; that stays as it is, its panes live, and the next start has them',
      async () => {
        const first = await world.serve();
        const client = await world.connect(first);
        const spawn = { profile: 'shell', role: 'executive', confirm: false } as const;
        const { id } = done(await client.call('instances.spawn', spawn));
        const [shell] = await untilStates(client, ['ready'], [id]);
        expect(await first.end()).toEqual({ status: 0, signal: null });
        const state = join(world.folder, 'state');
        const before = contentsOf(state);
        expect(Object.keys(before).join()).toContain('events.sqlite');

        const error = await refusedOn(state, ['serve', '--json']);
        expect(error).toMatchObject({
          code: 'state_read_only',
          remedy: expect.stringContaining('TUTTI_STATE_DIR'),
        });
        expect(contentsOf(state)).toEqual(before);
        expect(isAlive(shell?.pid ?? 0)).toBe(true);

        const again = await world.connect(await world.serve());
        const [adopted] = await untilStates(again, ['ready'], [id]);
        expect(adopted).toMatchObject({ pid: shell?.pid, incarnation: 1 });
        done(await again.call('instances.terminate', { id }));
      },
      slow,
    );

    it(
      'is refused when the project’s folder alone is such a disk',
      async () => {
        await (await world.serve()).end();
        const before = contentsOf(world.stateFolder);
        const error = await refusedOn(world.stateFolder, ['serve', '--json']);
        expect(error.code).toBe('state_read_only');
        expect(contentsOf(world.stateFolder)).toEqual(before);
      },
      slow,
    );
  });
}
