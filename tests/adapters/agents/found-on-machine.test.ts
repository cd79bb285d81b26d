import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { foundOnMachine } from '../../../src-main/adapters/agents/found-on-machine.ts';
import { personShell } from '../../../src-main/adapters/agents/person-shell.ts';

let bin: string;
beforeEach(() => {
  bin = mkdtempSync(join(tmpdir(), 'tutti-bin-'));
});
afterEach(() => rmSync(bin, { recursive: true, force: true }));

function program(name: string, body: string): string {
  const file = join(bin, name);
  writeFileSync(file, `#!/bin/sh\n${body}\n`);
  chmodSync(file, 0o755);
  return file;
}

const named = async (check: ReturnType<typeof foundOnMachine>) =>
  Object.fromEntries((await check()).map((item) => [item.name, item]));

test('tells versions and paths, and a remedy for what is missing', async () => {
  const tmux = program('tmux', 'echo "tmux 3.3a"');
  program('git', 'echo "git version 2.39.5"');
  program('claude', 'echo "2.1.197 (Claude Code)"');
  program('codex', 'echo boom >&2; exit 3');
  const items = await named(foundOnMachine({ PATH: bin }));
  expect(items.tmux).toEqual({
    name: 'tmux',
    kind: 'needed',
    found: true,
    version: '3.3a',
    path: tmux,
    remedy: null,
  });
  expect(items.git).toMatchObject({ found: true, version: '2.39.5' });
  expect(items.claude).toMatchObject({ kind: 'agent', found: true, version: '2.1.197' });
  expect(items.codex).toMatchObject({ found: true, version: null });
  expect(items.gemini).toMatchObject({
    found: false,
    path: null,
    remedy: 'npm install -g @google/gemini-cli',
  });
  expect(items.aider).toMatchObject({ found: false, remedy: 'pipx install aider-chat' });
});

test('a tmux that is too old counts as missing', async () => {
  program('tmux', 'echo "tmux 3.1c"');
  const { tmux } = await named(foundOnMachine({ PATH: bin }));
  expect(tmux).toMatchObject({
    found: false,
    version: '3.1c',
    remedy: expect.stringContaining('3.2 or newer'),
  });
});

test('asks once a minute at most', async () => {
  const asked = join(bin, 'asked');
  program('git', `echo x >> '${asked}'; echo "git version 2.0.0"`);
  let now = 0;
  const check = foundOnMachine({ PATH: bin }, () => now);
  await Promise.all([check(), check()]);
  now = 59_999;
  await check();
  expect(readFileSync(asked, 'utf8')).toBe('x\n');
  now = 60_000;
  await check();
  expect(readFileSync(asked, 'utf8')).toBe('x\nx\n');
});

test("the person's shell is $SHELL where that can be run", () => {
  const shell = program('myshell', '');
  expect(personShell({ SHELL: shell })).toBe(shell);
  for (const SHELL of [undefined, 'relative', join(bin, 'gone'), bin])
    expect(['/bin/bash', '/bin/sh']).toContain(personShell({ SHELL }));
});
