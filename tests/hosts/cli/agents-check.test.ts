import { execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CheckItem } from '@contract/agent-checks.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemProcesses } from '../../../src-main/adapters/system/processes.ts';

const cli = join(import.meta.dirname, '../../../out/main/cli.js');

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'tc-')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const profile = (name: string, yaml: string): void => {
  const profiles = join(folder, '.config', 'tutti', 'profiles');
  mkdirSync(profiles, { recursive: true });
  writeFileSync(join(profiles, `${name}.yaml`), `name: ${name}\n${yaml}`);
};

const tutti = (...words: string[]) =>
  new Promise<{ code: number; out: string; err: string }>((resolve) => {
    const env = { PATH: process.env.PATH, HOME: folder, LANG: 'C.UTF-8', TMPDIR: folder };
    execFile(process.execPath, [cli, ...words], { cwd: folder, env }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });

const verdicts = (out: string): Record<string, string> =>
  Object.fromEntries((JSON.parse(out) as CheckItem[]).map(({ check, verdict }) => [check, verdict]));

test('the rehearsal agent passes, and nothing of the trial is left', async () => {
  const { code, out, err } = await tutti('agents', 'check', 'rehearsal', '--all', '--json');
  expect(err).toBe('');
  expect(verdicts(out)).toEqual({
    starts: 'yes',
    confirms: 'yes',
    'takes-a-message': 'yes',
    'tells-its-turn': 'yes',
    'takes-any-text': 'yes',
    'can-be-interrupted': expect.stringMatching(/yes|partly/),
    'is-seen-to-die': 'yes',
    resumes: 'partly',
    'tells-its-tokens': 'partly',
    'leaves-nothing': 'yes',
  });
  expect(code).toBe(0);
  expect(readdirSync(folder).filter((name) => name.startsWith('tutti-try-'))).toEqual([]);
  const left = (await systemProcesses().list()).filter(({ command }) => command.includes(folder));
  expect(left).toEqual([]);
});

test('a program that ends at once is told with what it said, and the rest is not reached', async () => {
  profile('broken', "command: /bin/sh\nargs: ['-c', 'echo no licence found; exit 3']\n");
  const { code, out } = await tutti('agents', 'check', 'broken', '--json');
  expect(code).toBe(1);
  expect(verdicts(out)).toMatchObject({ starts: 'no', confirms: 'untried', 'takes-a-message': 'untried' });
  expect(out).toContain('no licence found');
});

test('a dialog in the way is told with how to agree to it, and is answered when that was said', async () => {
  const script =
    'printf "Do you trust this folder? "; read answer; tutti confirm "$TUTTI_NONCE" >/dev/null; cat';
  const choices = '[{ label: "Yes", keys: "y\\r", means: allow }]';
  const dialogs = `[{ name: trust, pattern: "Do you trust", text: "Trust this folder?", choices: ${choices} }]`;
  profile('asking', `command: /bin/sh\nargs: ['-c', '${script}']\nsigns: { dialogs: ${dialogs} }\n`);
  const asked = await tutti('agents', 'check', 'asking', '--json');
  expect(asked.code).toBe(1);
  expect(JSON.parse(asked.out)[0]).toMatchObject({
    verdict: 'no',
    words: 'It asks: Trust this folder?',
    remedy: 'Agree to “trust” before it is tried, if you do (--agree trust).',
  });
  const agreed = await tutti('agents', 'check', 'asking', '--agree', 'trust', '--json');
  expect(verdicts(agreed.out)).toMatchObject({ starts: 'yes', confirms: 'yes', 'leaves-nothing': 'yes' });
});

test('stopped in the middle, it says what is not known, ends what it started and leaves nothing', async () => {
  // It never confirms: the check would wait for minutes.
  profile('mute', 'command: cat\nconfirm: { seconds: 600 }\n');
  const env = { PATH: process.env.PATH, HOME: folder, LANG: 'C.UTF-8', TMPDIR: folder };
  const child = spawn(process.execPath, [cli, 'agents', 'check', 'mute'], { cwd: folder, env });
  let out = '';
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.stdout.on('data', (bytes: Buffer) => {
    if (out === '') child.kill('SIGINT');
    out += bytes.toString();
  });
  await ended;
  expect(out).toMatch(/confirms +Stopped before it was known/);
  expect(out).toContain('it leaves no process behind');
  expect(readdirSync(folder).filter((name) => name.startsWith('tutti-try-'))).toEqual([]);
});

test('an unknown profile and an unknown action are refused', async () => {
  expect((await tutti('agents', 'check', 'nobody')).err).toContain('nobody');
  const { code, err } = await tutti('agents', 'paint');
  expect({ code, err }).toMatchObject({
    code: 1,
    err: expect.stringContaining('tutti agents check PROFILE'),
  });
});

test('without an action it lists the agents of the machine', async () => {
  const { code, out } = await tutti('agents', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(out).map(({ name }: { name: string }) => name)).toContain('claude');
});
