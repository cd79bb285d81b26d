import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { history } from '../../adapters/git/branches/support.ts';
import { got } from '../../adapters/git/support.ts';
import { bundled } from '../../support/bundle.ts';
import { until } from '../../support/until.ts';
import { act, type Deed } from './actions.ts';

const program = bundled('tests/faults/git/act-once.ts', 'act-once.mjs');

/** Some twenty commands, and for each a repository, a process and a second try. */
const manyRunsMs = 300_000;

type Moment = 'before' | 'after';

/**
 * A git that kills who started it with kill -9, before or after its n-th command; that command itself goes on to its end. Each has a
 * number of its own, also of two at once: folders are made by one alone.
 */
const deadlyGit = (base: string, n: number, moment: Moment): string => {
  const bin = join(base, 'bin');
  mkdirSync(bin);
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  const number = `at=1; while ! mkdir "${base}/command-$at" 2> /dev/null; do at=$((at + 1)); done`;
  const count = `${number}; if [ "$at" -eq ${n} ]; then kill -9 $PPID 2> /dev/null; fi`;
  const script = [
    '#!/bin/sh',
    `touch "${base}/running-$$"`,
    moment === 'before' ? count : ':',
    // Calls of git by git itself are its own matter.
    `PATH="${process.env.PATH}" '${real}' "$@"`,
    'code=$?',
    moment === 'after' ? count : ':',
    `rm "${base}/running-$$"`,
    'exit $code',
  ];
  writeFileSync(join(bin, 'git'), `${script.join('\n')}\n`, { mode: 0o755 });
  return `${bin}:${process.env.PATH}`;
};

const repositoryFor = (name: Deed['name']) => {
  const made = history();
  made.commit('base', { 'a.txt': 'a\n', 'gone.txt': 'g\n' });
  const clash = name === 'scratch';
  const side = made.branch('side', 'main', { 'a.txt': 'side\n', 'new.txt': 'n\n', 'gone.txt': null });
  const before = clash ? made.commit('ours', { 'a.txt': 'ours\n' }) : made.tip();
  if (name === 'undo') made.git(['merge', '-q', '--ff-only', 'side']);
  if (name === 'save' || name === 'commit') made.put({ 'a.txt': 'changed\n', 'untracked.txt': 'u\n' });
  const { root, stateFolder } = made;
  mkdirSync(stateFolder);
  const deed: Deed = { name, root, stateFolder, before, side };
  return { ...made, deed, start: made.tip(), dirt: made.status() };
};

/** Whole again: objects sound, no lock, the checkout clean at one of the two commits. */
const isWhole = async (made: ReturnType<typeof repositoryFor>) => {
  const { git, root, status, dirt, branches } = made;
  got(await branches().mend());
  git(['fsck', '--no-dangling', '--strict']);
  expect(existsSync(join(root, '.git', 'index.lock'))).toBe(false);
  expect(existsSync(join(root, '.git', 'tutti-index'))).toBe(false);
  // Staged or not, all of it is there; committed, nothing differs.
  if (made.deed.name === 'commit') expect(['', ...uncommitted]).toContain(status());
  else expect(status()).toBe(dirt);
  expect(
    readdirSync(made.stateFolder, { recursive: true }).filter((file) => /moving.*json/.test(`${file}`)),
  ).toEqual([]);
};

/** Of the deed `commit`: as it was, and with everything staged. */
const uncommitted = ['M a.txt\n?? untracked.txt', 'M  a.txt\nA  untracked.txt'];

const outcomes = {
  merge: 'moved',
  undo: 'back',
  save: 'saved',
  scratch: 'merged',
  commit: 'committed',
} as const;

/** Whether that many commands were enough for it to be killed. */
const killedAt = async (name: Deed['name'], n: number, moment: Moment): Promise<boolean> => {
  const made = repositoryFor(name);
  const PATH = deadlyGit(made.base, n, moment);
  const args = [fileURLToPath(program()), JSON.stringify(made.deed)];
  const run = spawnSync(process.execPath, args, { env: { ...made.env, PATH }, encoding: 'utf8' });
  if (run.signal === null) {
    expect([run.status, run.stdout, run.stderr]).toEqual([0, outcomes[name], '']);
    await isWhole(made);
    return false;
  }
  expect(run.signal).toBe('SIGKILL');
  await until(
    'the last git has ended',
    () => !readdirSync(made.base).some((file) => file.startsWith('running-')),
  );
  await isWhole(made);
  const tip = made.tip();
  const moved = tip !== made.start;
  if (moved && name === 'merge')
    expect(made.git(['rev-list', '--parents', '-1', tip])).toBe(
      `${tip} ${made.deed.before} ${made.deed.side}`,
    );
  else if (moved && name === 'commit')
    expect(made.git(['log', '--format=%P %s', `${made.start}..`])).toBe(`${made.start} c`);
  else if (moved) expect(tip).toBe(made.deed.before);
  const again = await act(made.env, made.deed);
  // What was done before it was killed is not done twice.
  const done = { merge: 'stale', undo: 'gone', save: 'saved', scratch: 'merged', commit: 'nothing' } as const;
  expect(again).toBe(moved ? done[name] : outcomes[name]);
  if (name === 'save') expect(made.git(['show', 'refs/tutti/saved/x:untracked.txt'])).toBe('u');
  if (name === 'merge') expect(readFileSync(join(made.root, 'a.txt'), 'utf8')).toBe('side\n');
  if (name === 'undo') expect(readFileSync(join(made.root, 'a.txt'), 'utf8')).toBe('a\n');
  await isWhole(made);
  return true;
};

test.each([
  ['merge', 'after'],
  ['merge', 'before'],
  ['undo', 'after'],
  ['undo', 'before'],
  ['save', 'after'],
  ['scratch', 'after'],
  ['commit', 'after'],
  ['commit', 'before'],
] as const)(
  '%s, killed %s each of its commands, leaves a whole repository and succeeds at the second try',
  async (name, moment) => {
    let n = 1;
    while (await killedAt(name, n, moment)) n += 1;
    // It was killed several times, so the commands were counted.
    expect(n).toBeGreaterThan(4);
  },
  manyRunsMs,
);
