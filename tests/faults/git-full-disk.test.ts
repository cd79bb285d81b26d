import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Instance } from '@contract/instances.ts';
import type { Merge } from '@contract/merges.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FrameClient } from '../../src-main/hosts/frame-client/frame-client.ts';
import { done, eventually, HeadlessWorld, type ServedHost, untilStates } from '../support/headless-host.ts';
import { ownMounts } from './own-mounts.ts';

/** A round of merges is tried again after 5 to 30 s. */
const slow = 300_000;

const bigBytes = 3 * 1024 * 1024;

if (ownMounts !== null) {
  const within = ownMounts;

  describe('a full disk', () => {
    let world: HeadlessWorld;
    let host: ServedHost;
    let client: FrameClient;
    let state: string;

    /** Runs a program where the host is: only there the small disks are seen. */
    const inside = (command: string, ...args: string[]): string => {
      const user = process.getuid?.() === 0 ? [] : ['-U', '--preserve-credentials'];
      const enter = ['-t', String(host.process.pid), ...user, '-m', command, ...args];
      return execFileSync('nsenter', enter, { encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] }).trim();
    };

    const git = (folder: string, ...args: string[]): string => inside('git', '-C', folder, ...args);

    /** Writes what a test has made elsewhere into a file there. */
    const put = (from: string, to: string): void => void inside('cp', from, to);

    /** Leaves so many bytes free on a disk. */
    const fill = (folder: string, free: number): void => {
      const [, available = '0'] = inside('df', '--output=avail', '-B1', folder).split('\n');
      inside(
        'sh',
        '-c',
        'head -c "$1" /dev/zero > "$0" || true',
        join(folder, 'fill'),
        String(Number(available) - free),
      );
    };

    const makeRoom = (folder: string): void => void inside('rm', join(folder, 'fill'));

    const instanceOf = async (id: string): Promise<Instance> =>
      done(await client.call('view.get', {})).instances[id] as Instance;

    const spawn = async (role: 'executive' | 'specialist', parent?: string): Promise<Instance> => {
      const more = parent === undefined ? {} : { parent };
      const asked = { profile: 'shell', role, confirm: false, ...more };
      const { id } = done(await client.call('instances.spawn', asked));
      await untilStates(client, ['ready'], [id]);
      return instanceOf(id);
    };

    const untilMerge = (id: string, is: Merge['state']): Promise<Merge> =>
      eventually(`${id} is ${is}`, async () => {
        const now = done(await client.call('merges.list', {})).find((one) => one.id === id);
        return now?.state === is && now;
      });

    /** A specialist with a small and a big file committed on its branch. */
    const withWork = async (): Promise<Instance> => {
      const one = await spawn('specialist', 'exec_1');
      put(join(world.folder, 'small'), join(one.cwd, 'a.txt'));
      put(join(world.folder, 'big'), join(one.cwd, `big-${one.id}`));
      git(one.cwd, 'add', '.');
      git(one.cwd, 'commit', '--quiet', '-m', 'small and big');
      return one;
    };

    beforeAll(async () => {
      world = new HeadlessWorld();
      for (const [key, value] of [
        ['name', 'Ada'],
        ['email', 'ada@example.invalid'],
      ] as const)
        execFileSync('git', ['config', `user.${key}`, value], { cwd: world.root });
      writeFileSync(join(world.root, 'a.txt'), 'a\n');
      execFileSync('git', ['add', '.'], { cwd: world.root });
      execFileSync('git', ['commit', '--quiet', '-m', 'a'], { cwd: world.root });
      writeFileSync(join(world.folder, 'small'), 'small\n');
      writeFileSync(join(world.folder, 'big'), randomBytes(bigBytes));
      // So deep that the socket goes elsewhere: from here nobody sees into that namespace.
      state = join(world.folder, 'deep'.repeat(20), 'state');
      mkdirSync(state, { recursive: true });
      world.env.TUTTI_STATE_DIR = state;
      const script = [
        'mount -t tmpfs -o size=64m tmpfs "$0"',
        'cp -a "$1" "$1.copy" && mount -t tmpfs -o size=64m tmpfs "$1" && cp -a "$1.copy/." "$1"',
        'cd "$1" && shift && exec "$@"',
      ];
      const small = [...within, 'sh', '-c', script.join(' && '), state, world.root];
      host = await world.serve([], { within: small });
      client = await world.connect();
      await spawn('executive');
    }, slow);

    afterAll(() => world.end(), slow);

    it(
      'in the middle of a merge’s files leaves them as they were, says so, and merges once there is room',
      async () => {
        const { id } = await withWork();
        const target = await instanceOf('exec_1');
        const before = git(target.cwd, 'rev-parse', 'HEAD');
        fill(state, bigBytes / 2);
        const merge = done(await client.call('merges.request', { id })).id;
        const { reason } = await untilMerge(merge, 'waiting');
        expect(reason).toMatch(/The disk is full: .+ Make room/);
        expect(git(target.cwd, 'rev-parse', 'HEAD')).toBe(before);
        expect(git(target.cwd, 'status', '--porcelain')).toBe('');
        expect(inside('cat', join(target.cwd, 'a.txt'))).toBe('a');
        makeRoom(state);
        await untilMerge(merge, 'merged');
        expect(git(target.cwd, 'status', '--porcelain')).toBe('');
        inside('cmp', join(world.folder, 'big'), join(target.cwd, `big-${id}`));
        // Tried a few times, and no more.
        const begun = done(await client.call('events.list', { kinds: ['merge.began'] }));
        expect(begun.length).toBeLessThan(10);
      },
      slow,
    );

    it(
      'of the repository holds a merge up, and what can’t be saved is said and stays where it lies',
      async () => {
        const merged = await withWork();
        const ended = await spawn('specialist', 'exec_1');
        put(join(world.folder, 'big'), join(ended.cwd, 'open'));
        const refs = git(world.root, 'for-each-ref');
        fill(world.root, 0);
        const merge = done(await client.call('merges.request', { id: merged.id })).id;
        const { reason } = await untilMerge(merge, 'waiting');
        expect(reason).toMatch(/The disk is full: .+ Make room/);
        done(await client.call('instances.terminate', { id: ended.id }));
        const [told] = await eventually('it is said', async () => {
          const events = done(await client.call('events.list', { kinds: ['work.unsaved'] }));
          return events.length > 0 && events;
        });
        expect(told?.data).toMatchObject({
          id: ended.id,
          reason: expect.stringContaining('The disk is full'),
        });
        inside('cmp', join(world.folder, 'big'), join(ended.cwd, 'open'));
        expect(git(world.root, 'for-each-ref')).toBe(refs);
        makeRoom(world.root);
        await untilMerge(merge, 'merged');
        const [place] = done(await client.call('work.cleanable', {})).filter((one) => one.id === ended.id);
        expect(place).toMatchObject({ removable: false, reason: '1 file is not committed' });
        git(world.root, 'fsck', '--no-dangling', '--no-progress');
        done(await client.call('instances.restart', { id: ended.id }));
        expect(done(await client.call('work.kept', { id: ended.id }))).toHaveLength(1);
      },
      slow,
    );
  });
}
