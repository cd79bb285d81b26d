import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Instance } from '@contract/instances.ts';
import type { Merge } from '@contract/merges.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FrameClient } from '../../src-main/hosts/frame-client/frame-client.ts';
import { done, eventually, HeadlessWorld, untilStates } from '../support/headless-host.ts';

/** A loaded machine takes its time for a host and its panes; what git can't tell is asked again after 15 s. */
const slow = 300_000;

let world: HeadlessWorld;
let client: FrameClient;

const manager = 'mgr_1_1';
const branchOf = (id: string): string => `tutti/1/${id}`;

const git = (folder: string, ...args: string[]): string =>
  execFileSync('git', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();

const instanceOf = async (id: string): Promise<Instance> =>
  done(await client.call('view.get', {})).instances[id] as Instance;

const folderOf = async (id: string): Promise<string> => (await instanceOf(id)).cwd;

const commit = async (id: string, file: string, text = 'x\n'): Promise<string> => {
  const folder = await folderOf(id);
  writeFileSync(join(folder, file), text);
  git(folder, 'add', '.');
  git(folder, 'commit', '--quiet', '-m', file);
  return git(folder, 'rev-parse', 'HEAD');
};

const spawn = async (role: 'executive' | 'manager' | 'specialist', parent?: string): Promise<string> => {
  const more = parent === undefined ? {} : { parent };
  const asked = { profile: 'shell', role, confirm: false, ...more };
  const { id } = done(await client.call('instances.spawn', asked));
  await untilStates(client, ['ready'], [id]);
  return id;
};

const specialist = (): Promise<string> => spawn('specialist', manager);

/** What `tutti list` says of its branch, once it says it: in the view, and on the command line for a person. */
const toldTrouble = async (id: string, words: RegExp): Promise<void> => {
  await eventually(`${id} is told to be in trouble: ${words}`, async () =>
    words.test((await instanceOf(id)).stand?.trouble ?? ''),
  );
  const { out } = await world.cli(['list']);
  expect(out).toMatch(words);
};

const untroubled = (id: string): Promise<unknown> =>
  eventually(`${id} is in no trouble`, async () => (await instanceOf(id)).stand?.trouble === null);

const mergeOf = async (merge: string): Promise<Merge> => {
  const found = done(await client.call('merges.list', {})).find(({ id }) => id === merge);
  if (found === undefined) throw new Error(`no ${merge}`);
  return found;
};

const untilMerge = (merge: string, state: Merge['state']): Promise<Merge> =>
  eventually(`${merge} is ${state}`, async () => {
    const now = await mergeOf(merge);
    return now.state === state && now;
  });

const request = async (id: string): Promise<string> => done(await client.call('merges.request', { id })).id;

const setCheck = async (check: string): Promise<void> => {
  const { settings } = done(await client.call('view.get', {}));
  done(await client.call('settings.set', { ...settings, merging: { ...settings.merging, check } }));
};

/** The host answers, whatever is wrong with git. */
const isUsable = async (): Promise<void> => {
  done(await client.call('tasks.create', { tasks: [{ title: 'goes on' }] }));
  done(await client.call('instances.list', {}));
};

beforeAll(async () => {
  world = new HeadlessWorld();
  git(world.root, 'config', 'user.name', 'Ada');
  git(world.root, 'config', 'user.email', 'ada@example.invalid');
  writeFileSync(join(world.root, 'a.txt'), 'a\n');
  git(world.root, 'add', '.');
  git(world.root, 'commit', '--quiet', '-m', 'a');
  await world.serve();
  client = await world.connect();
  // Each test has instances of its own.
  done(
    await client.call('settings.set', {
      limits: { executives: 1, managers: 1, specialists: 20, childrenEach: 20 },
    }),
  );
  await spawn('executive');
  await spawn('manager', 'exec_1');
}, slow);

afterAll(() => world.end(), slow);

const moveAway = (): (() => void) => {
  const elsewhere = join(world.folder, 'elsewhere');
  renameSync(world.root, elsewhere);
  return () => renameSync(elsewhere, world.root);
};

/** What is put in the place of `.git`. */
const replaceGit = (): (() => void) => {
  const [there, aside] = [join(world.root, '.git'), join(world.root, '.git-aside')];
  renameSync(there, aside);
  writeFileSync(there, 'rubbish\n');
  return () => {
    rmSync(there);
    renameSync(aside, there);
  };
};

const breakHead = (): (() => void) => {
  const head = join(world.root, '.git', 'HEAD');
  const before = readFileSync(head);
  writeFileSync(head, 'rubbish\n');
  return () => writeFileSync(head, before);
};

it.each([
  ['moved away', moveAway, /git is not available: The folder .+ is gone/],
  [
    'with rubbish for its .git',
    replaceGit,
    /git is not available: git finds no repository in .+ Put it back/,
  ],
  ['with a broken HEAD', breakHead, /git is not available: git finds no repository in .+ Put it back/],
] as const)(
  'a repository %s is said, all else goes on, and it goes on itself once it is back',
  async (_what, breakIt, words) => {
    const id = await specialist();
    await commit(id, `before-${id}.txt`);
    await eventually('it is seen', async () => (await instanceOf(id)).stand?.ahead === 1);
    const mend = breakIt();
    await eventually('it is told', async () => words.test((await instanceOf(id)).stand?.trouble ?? ''));
    const { instances } = done(await client.call('view.get', {}));
    expect(instances[manager]?.stand?.trouble).toMatch(words);
    await isUsable();
    expect(
      await client.call('instances.spawn', {
        profile: 'shell',
        role: 'specialist',
        parent: manager,
        confirm: false,
      }),
    ).toMatchObject({
      ok: false,
      error: { remedy: expect.stringMatching(/./) },
    });
    const merge = await client.call('merges.request', { id });
    mend();
    await untroubled(id);
    const asked = merge.ok ? merge.value.id : await request(id);
    await untilMerge(asked, 'merged');
    expect(existsSync(join(await folderOf(manager), `before-${id}.txt`))).toBe(true);
    await specialist();
  },
  slow,
);

it(
  'a worktree that was removed by hand is said; what it committed is merged, a restart makes it again',
  async () => {
    const id = await specialist();
    await commit(id, 'kept.txt');
    const folder = await folderOf(id);
    rmSync(folder, { recursive: true });
    await toldTrouble(id, /its worktree .+ is gone; its commits are still on .+ Restart/);
    await untilMerge(await request(id), 'merged');
    done(await client.call('instances.restart', { id }));
    await untilStates(client, ['ready'], [id]);
    expect(readFileSync(join(folder, 'kept.txt'), 'utf8')).toBe('x\n');
    expect(git(folder, 'status', '--porcelain', '--branch')).toBe(`## ${branchOf(id)}`);
    await untroubled(id);
    rmSync(folder, { recursive: true });
    done(await client.call('instances.terminate', { id }));
    const [place] = done(await client.call('work.cleanable', {})).filter((one) => one.id === id);
    expect(place).toMatchObject({ removable: true });
    expect(done(await client.call('work.clean', { names: [place?.name ?? ''] }))).toMatchObject([
      { gone: true },
    ]);
    expect(git(world.root, 'worktree', 'list')).not.toContain(folder);
  },
  slow,
);

it(
  'a rebase that an agent left is said with its way out, holds up what goes into it, and goes on after it',
  async () => {
    const id = await specialist();
    const target = await folderOf(manager);
    await commit(id, 'a.txt', 'of the specialist\n');
    await commit(manager, 'c.txt');
    git(target, 'checkout', '--quiet', '--detach', 'HEAD~1');
    writeFileSync(join(target, 'c.txt'), 'other\n');
    git(target, 'add', '.');
    git(target, 'commit', '--quiet', '-m', 'other');
    const onto = git(target, 'rev-parse', 'HEAD');
    git(target, 'checkout', '--quiet', branchOf(manager));
    expect(() => git(target, 'rebase', '--quiet', onto)).toThrow();
    await toldTrouble(
      manager,
      /a rebase is in progress in its worktree.+git rebase --continue or git rebase --abort/,
    );
    const merge = await request(id);
    const { reason } = await untilMerge(merge, 'waiting');
    expect(reason).toContain('is in the middle of a rebase');
    git(target, 'rebase', '--abort');
    await untilMerge(merge, 'merged');
    await untroubled(manager);
  },
  slow,
);

it(
  'another branch that an agent checked out is said; its own is merged, its files are saved, its worktree stays',
  async () => {
    const id = await specialist();
    const folder = await folderOf(id);
    await commit(id, 'on-its-own.txt');
    git(folder, 'checkout', '--quiet', '-b', 'elsewhere');
    await commit(id, 'on-another.txt');
    await toldTrouble(id, /elsewhere is checked out in its worktree.+git switch tutti\/1\//);
    await untilMerge(await request(id), 'merged');
    const target = await folderOf(manager);
    expect(existsSync(join(target, 'on-its-own.txt'))).toBe(true);
    expect(existsSync(join(target, 'on-another.txt'))).toBe(false);
    writeFileSync(join(folder, 'open.txt'), 'open\n');
    done(await client.call('instances.terminate', { id }));
    const [kept] = await eventually('it is kept', async () => {
      const all = done(await client.call('work.kept', { id }));
      return all.length > 0 && all;
    });
    expect(git(world.root, 'show', `${kept?.commit}:open.txt`)).toBe('open');
    expect(git(world.root, 'show', `${kept?.commit}:on-another.txt`)).toBe('x');
  },
  slow,
);

it(
  'a branch that is deleted or moved by force while its merge waits is merged as it is then, or told to be gone',
  async () => {
    const [gone, moved] = [await specialist(), await specialist()];
    const target = await folderOf(manager);
    await commit(gone, 'gone.txt');
    const before = await commit(moved, 'first.txt');
    // What waits: the target has a change that is not committed.
    writeFileSync(join(target, 'a.txt'), 'open\n');
    const merges = [await request(gone), await request(moved)];
    for (const merge of merges) await untilMerge(merge, 'waiting');
    git(world.root, 'update-ref', '-d', `refs/heads/${branchOf(gone)}`);
    await toldTrouble(gone, /its branch .+ is gone. It stood on [0-9a-f]{10}: git branch tutti/);
    git(await folderOf(moved), 'reset', '--quiet', '--hard', `${before}~1`);
    const other = await commit(moved, 'second.txt');
    git(target, 'checkout', '--', 'a.txt');
    const failed = await untilMerge(merges[0] ?? '', 'failed');
    expect(failed.reason).toBe(`there is no branch ${branchOf(gone)}`);
    expect((await untilMerge(merges[1] ?? '', 'merged')).tip).toBe(other);
    expect(existsSync(join(target, 'second.txt'))).toBe(true);
    expect(existsSync(join(target, 'first.txt'))).toBe(false);
  },
  slow,
);

it(
  'a target that is moved or deleted while a merge is checked is merged into anew, or told to be gone',
  async () => {
    const id = await specialist();
    await commit(id, 'checked.txt');
    const go = join(world.folder, 'go');
    const begun = join(world.folder, 'begun');
    await setCheck(`touch '${begun}'; while [ ! -e '${go}' ]; do sleep 0.05; done`);
    const merge = await request(id);
    await untilMerge(merge, 'checking');
    await eventually('the check runs', () => existsSync(begun));
    const theirs = await commit(manager, 'meanwhile.txt');
    writeFileSync(go, '');
    const { commit: landed } = await untilMerge(merge, 'merged');
    // On top of what came meanwhile: checked once more with it.
    expect(git(world.root, 'merge-base', theirs, landed ?? '')).toBe(theirs);

    rmSync(go);
    rmSync(begun);
    const target = `into-${id}`;
    git(world.root, 'branch', target, 'main');
    await commit(id, 'again.txt');
    const again = done(await client.call('merges.request', { id, into: target })).id;
    await eventually('the check runs', () => existsSync(begun));
    git(world.root, 'branch', '--quiet', '-D', target);
    writeFileSync(go, '');
    expect((await untilMerge(again, 'failed')).reason).toBe(`there is no branch ${target}`);
    await setCheck('');
  },
  slow,
);
