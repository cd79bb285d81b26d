import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ok } from '@contract/result.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cliWorld } from './cli-world.ts';
import { instance } from './sample-rows.ts';

let world: ReturnType<typeof cliWorld>;
let env: Record<string, string>;
beforeEach(() => {
  world = cliWorld();
  const bin = join(world.folder, 'bin');
  const put = (file: string, text: string, mode = 0o644): void => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    chmodSync(file, mode);
  };
  const program = (name: string, body: string): void => put(join(bin, name), `#!/bin/sh\n${body}\n`, 0o755);
  program(
    'claude',
    'test "$1" = auth && echo "\\"loggedIn\\": true, \\"email\\": \\"$WHO@example.org\\"" || echo 2.1.197',
  );
  program('codex', 'test "$1" = login && { echo "Not logged in" >&2; exit 1; }; echo codex-cli 0.169.0');
  const work = 'name: claude-work\nextends: claude\nenv: { WHO: work }\nmodels: { default: opus }\n';
  put(join(world.folder, '.config', 'tutti', 'profiles', 'claude-work.yaml'), work);
  env = { PATH: `${bin}:${process.env.PATH}`, WHO: 'ada' };
});
afterEach(() => world.end());

describe('tutti agents', () => {
  it('lists what was found with its login, its modes and its models, and the person’s own profiles', async () => {
    const { code, out } = await world.tutti(['agents'], { env });
    expect(code).toBe(0);
    expect(out).toMatch(/✓ {2}claude +2\.1\.197 +logged in: ada@example\.org/);
    expect(out).toMatch(
      /modes +default \(usual\), acceptEdits, plan, bypassPermissions \(asks for nothing\)/,
    );
    expect(out).toMatch(/codex +0\.169\.0 +not logged in: Run `codex login`\./);
    expect(out).toMatch(/✓ {2}claude-work +logged in: work@example\.org.*extends +claude\n.*opus \(usual\)/s);
  });

  it('says the same in JSON', async () => {
    const rows = JSON.parse((await world.tutti(['agents', '--json'], { env })).out) as { name: string }[];
    expect(rows.find(({ name }) => name === 'codex')).toMatchObject({
      found: true,
      mode: 'auto',
      login: { state: 'out', remedy: 'Run `codex login`.' },
    });
    expect(rows.find(({ name }) => name === 'claude-work')).toMatchObject({
      extends: 'claude',
      model: 'opus',
    });
  });
});

it('doctor tells of a login that is missing, and what to do', async () => {
  const found = JSON.parse((await world.tutti(['doctor', '--json'], { env })).out) as { name: string }[];
  expect(found.find(({ name }) => name === 'codex')).toMatchObject({
    ok: false,
    remedy: 'Run `codex login`.',
  });
  expect(found.find(({ name }) => name === 'claude')).toMatchObject({ ok: true });
});

describe('tutti spawn', () => {
  const words = ['spawn', '--profile', 'claude', '--role', 'executive'];

  it('hands on the mode, the yes to it, and the model', async () => {
    const { calls, state } = await world.startHost();
    state.answer = async () => ok(instance('exec_1', null));
    await world.tutti([...words, '--permissions', 'bypassPermissions', '--accept-danger', '--model', 'opus']);
    await world.tutti(words);
    expect(calls.map(({ input }) => input)).toEqual([
      expect.objectContaining({ permissions: 'bypassPermissions', dangerous: true, model: 'opus' }),
      expect.not.objectContaining({ permissions: expect.anything(), dangerous: expect.anything() }),
    ]);
  });

  it('refuses what could not be a model', async () => {
    const { calls } = await world.startHost();
    const { code, err } = await world.tutti([...words, '--model=--yolo']);
    expect(code).toBe(1);
    expect(err).toContain('model');
    expect(calls).toEqual([]);
  });
});

it('a list marks what asks for nothing', async () => {
  const { state } = await world.startHost();
  const mode = { name: 'yolo', title: 'Yolo', meaning: 'Asks nothing.', dangerous: true };
  state.answer = async () => ok([instance('exec_1', null, { mode }), instance('exec_2', null)]);
  const { out } = await world.tutti(['list']);
  expect(out).toMatch(/exec_1 .*shell ! yolo/);
  expect(out).not.toMatch(/exec_2 .*!/);
});
