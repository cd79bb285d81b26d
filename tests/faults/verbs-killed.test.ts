import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Instance } from '@contract/instances.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FrameClient } from '../../src-main/hosts/frame-client/frame-client.ts';
import {
  done,
  eventually,
  HeadlessWorld,
  isAlive,
  type ServedHost,
  untilStates,
} from '../support/headless-host.ts';
import { GitKiller } from './git-killer.ts';

/** A loaded machine takes its time for hosts and panes. */
const slow = 300_000;
/** More changing commands than any verb has: whoever comes here loops. */
const tooMany = 40;

let world: HeadlessWorld;
let killer: GitKiller;
let host: ServedHost;
let client: FrameClient;

const git = (folder: string, ...args: string[]): string =>
  execFileSync('git', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();

const instanceOf = async (id: string): Promise<Instance> =>
  done(await client.call('view.get', {})).instances[id] as Instance;

const spawn = async (role: 'executive' | 'manager' | 'specialist', parent?: string): Promise<Instance> => {
  const asked = { profile: 'idle', role, ...(parent === undefined ? {} : { parent }) };
  const { id } = done(await client.call('instances.spawn', asked));
  await untilStates(client, ['ready'], [id]);
  return instanceOf(id);
};

const terminate = async (id: string): Promise<void> => {
  done(await client.call('instances.terminate', { id }));
};

const commit = (folder: string, file: string, text: string): string => {
  writeFileSync(join(folder, file), text);
  git(folder, 'add', '.');
  git(folder, 'commit', '--quiet', '-m', file);
  return git(folder, 'rev-parse', 'HEAD');
};

/** Sound objects, no lock of ours anywhere, every worktree that git knows of whole and on its branch. */
const isWhole = (): void => {
  expect(git(world.root, 'fsck', '--no-dangling', '--no-progress')).toBe('');
  const listed = git(world.root, 'worktree', 'list', '--porcelain');
  expect(listed).not.toContain('locked');
  for (const [, path] of listed.matchAll(/^worktree (.+)$/gm)) {
    expect(existsSync(join(path ?? '', '.git'))).toBe(true);
    const folder = git(path ?? '', 'rev-parse', '--absolute-git-dir');
    expect(existsSync(join(folder, 'index.lock'))).toBe(false);
    // Nothing of a commit is missing in the files: what lies there uncommitted was put there by the test.
    expect(git(path ?? '', 'ls-files', '--deleted')).toBe('');
  }
};

/** What a start has put right in a worktree is in the log, with what lay there kept. */
const everyMendIsTold = async (): Promise<void> => {
  const refs = git(world.root, 'for-each-ref', '--format=%(refname)', 'refs/tutti/mended/').split('\n');
  await eventually('what was mended is told', async () => {
    const told = done(await client.call('events.list', { kinds: ['work.mended'] }));
    return told.length >= refs.filter(Boolean).length;
  });
};

/** What is done to something made for it alone; `again` after a host that died in it, `settled` when the last one is done with it. */
interface Deed {
  readonly act: () => Promise<unknown>;
  readonly again: () => Promise<unknown>;
  readonly settled: () => Promise<void>;
}

beforeAll(async () => {
  world = new HeadlessWorld();
  git(world.root, 'config', 'user.name', 'Ada');
  git(world.root, 'config', 'user.email', 'ada@example.invalid');
  commit(world.root, 'a.txt', 'a\n');
  commit(world.root, 'ä b.txt', 'b\n');
  // It ends as soon as it is asked to; a shell waits to be killed, and each deed ends one.
  const nobodyConfirms = { expected: false, reminder: 'none' };
  world.writeProfile({
    name: 'idle',
    command: '/bin/cat',
    confirm: nobodyConfirms,
    accept: { by: 'output' },
  });
  killer = new GitKiller(world.folder);
  world.env.PATH = `${killer.folder}:${world.env.PATH}`;
  host = await world.serve();
  client = await world.connect();
  await spawn('executive');
  await spawn('manager', 'exec_1');
}, slow);

afterAll(() => world.end(), slow);

const manager = 'mgr_1_1';

const undo = async (n: number): Promise<Deed> => {
  const { id, cwd } = await spawn('specialist', manager);
  const target = (await instanceOf(manager)).cwd;
  commit(cwd, `undone-${n}.txt`, 'x\n');
  const merge = done(await client.call('merges.request', { id })).id;
  const state = async () => done(await client.call('merges.list', {})).find((one) => one.id === merge)?.state;
  await eventually('it is merged', async () => (await state()) === 'merged');
  const takeBack = async () => {
    if ((await state()) !== 'undone') done(await client.call('merges.undo', { merge }));
  };
  return {
    act: () => client.call('merges.undo', { merge }),
    again: takeBack,
    settled: async () => {
      expect(await state()).toBe('undone');
      expect(existsSync(join(target, `undone-${n}.txt`))).toBe(false);
      expect(git(target, 'status', '--porcelain')).toBe('');
      await terminate(id);
    },
  };
};

const kept = async (id: string): Promise<string[]> =>
  done(await client.call('work.kept', { id })).map(({ commit: of }) => of);

/** Its commits are in no other branch: they are kept, then it goes. */
const cleanUp = async (n: number): Promise<Deed> => {
  const { id, cwd, branch } = await spawn('specialist', manager);
  const tip = commit(cwd, `clean-${n}.txt`, 'x\n');
  await terminate(id);
  const name = `1/${id}`;
  const clean = async () => {
    const there = done(await client.call('work.cleanable', {})).filter(
      (one) => one.id === id && one.kept === null,
    );
    for (const one of there) done(await client.call('work.clean', { names: [one.name], save: true }));
  };
  return {
    act: () => client.call('work.clean', { names: [name], save: true }),
    again: clean,
    settled: async () => {
      await eventually('it is gone', async () => {
        await clean();
        return !existsSync(cwd) && git(world.root, 'branch', '--list', `${branch}`) === '';
      });
      expect(git(world.root, 'worktree', 'list')).not.toContain(cwd);
      expect(await kept(id)).toContain(tip);
    },
  };
};

const makeWorktree = async (): Promise<Deed> => {
  const asked = { profile: 'idle', role: 'specialist', parent: manager } as const;
  return {
    act: () => client.call('instances.spawn', asked),
    again: () => client.call('instances.spawn', asked),
    settled: async () => {
      const all = done(await client.call('instances.list', {})).filter(({ role }) => role === 'specialist');
      const living = all.filter(({ state }) => state !== 'terminated');
      expect(living.length).toBeGreaterThan(0);
      for (const { id, cwd, branch } of living) {
        expect(git(cwd, 'status', '--porcelain', '--branch')).toBe(`## ${branch}`);
        expect(readFileSync(join(cwd, 'ä b.txt'), 'utf8')).toBe('b\n');
        await terminate(id);
      }
    },
  };
};

const saveWork = (verb: 'instances.terminate' | 'instances.restart') => async (): Promise<Deed> => {
  const { id, cwd } = await spawn('specialist', manager);
  writeFileSync(join(cwd, 'ä b.txt'), 'changed\n');
  writeFileSync(join(cwd, 'new file'), 'not committed\n');
  const { pid } = host.ready;
  return {
    act: async () => {
      await client.call(verb, { id });
      // An end is answered before what it left is kept.
      await eventually('it is kept', async () => !isAlive(pid) || (await kept(id)).length > 0);
    },
    again: () => client.call(verb, { id }),
    settled: async () => {
      const [commitOf] = await eventually('it is kept', async () => {
        const all = await kept(id);
        return all.length > 0 && all;
      });
      expect(git(world.root, 'show', `${commitOf}:new file`)).toBe('not committed');
      expect(git(world.root, 'show', `${commitOf}:ä b.txt`)).toBe('changed');
      // It lies where it lay, too, and one commit holds it.
      expect(readFileSync(join(cwd, 'new file'), 'utf8')).toBe('not committed\n');
      expect(new Set(await kept(id)).size).toBe(1);
      await terminate(id);
    },
  };
};

const bringBack = async (n: number): Promise<Deed> => {
  const { id, cwd } = await spawn('specialist', manager);
  writeFileSync(join(cwd, 'brought back.txt'), `${n}\n`);
  await terminate(id);
  const [work] = await eventually('it is kept', async () => {
    const all = done(await client.call('work.kept', { id }));
    return all.length > 0 && all;
  });
  const bring = () => client.call('work.bringBack', { work: work?.work ?? '' });
  return {
    act: bring,
    again: bring,
    settled: async () => {
      const { back } =
        done(await client.call('work.kept', { id })).find((one) => one.work === work?.work) ?? {};
      const folder = back?.worktree ?? '';
      expect(readFileSync(join(folder, 'brought back.txt'), 'utf8')).toBe(`${n}\n`);
      expect(git(folder, 'status', '--porcelain', '--branch')).toBe(`## ${back?.branch}`);
    },
  };
};

/** Does it on a host that dies behind its n-th changing command, if it has so many. */
const killedAt = async (n: number, { act, again, settled }: Deed): Promise<boolean> => {
  const { pid } = host.ready;
  killer.arm(n);
  await act().catch(() => null);
  const died = killer.disarm();
  if (died) {
    await eventually('it is dead', () => !isAlive(pid));
    await host.end('SIGKILL');
    host = await world.serve();
    client = await world.connect();
    await again();
  }
  await settled();
  isWhole();
  await everyMendIsTold();
  return died;
};

it.each([
  ['the undo of a merge', undo, 3],
  ['a clean-up', cleanUp, 3],
  ['the making of a worktree', makeWorktree, 1],
  ['the end of an instance with uncommitted work', saveWork('instances.terminate'), 2],
  ['the restart of an instance with uncommitted work', saveWork('instances.restart'), 3],
  ['the bringing back of kept work', bringBack, 1],
] as const)(
  '%s: a host that is killed behind any command that changes something leaves what the next one makes whole',
  async (_what, prepare, atLeast) => {
    let n = 1;
    while (await killedAt(n, await prepare(n))) {
      n += 1;
      expect(n).toBeLessThan(tooMany);
    }
    // It was killed in it, so the commands were counted.
    expect(n).toBeGreaterThan(atLeast);
  },
  slow,
);
