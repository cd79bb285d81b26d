import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { personProfileFolder } from '../../../src-main/adapters/agents/profiles.ts';
import { type ProfileFolders, profileFolders } from './profile-folders.ts';

let at: ProfileFolders;
beforeEach(() => {
  at = profileFolders();
});
afterEach(() => at.remove());

const yaml = (name: string, command = 'sh'): string => `name: ${name}\ncommand: ${command}\n`;
const problemOf = async (name: string, trusted = true): Promise<string | null | undefined> =>
  (await at.profiles.list(trusted)).find((entry) => entry.name === name)?.problem;

describe('what ships with Tutti', () => {
  test('is without mistakes, among it a shell that need not confirm and the scripted agent that must', async () => {
    const entries = await at.profiles.list(false);
    const without = entries.filter(({ name }) => name === 'shell' || name === 'rehearsal');
    expect(without).toMatchObject([
      { name: 'shell', source: 'tutti', scripted: false, confirmExpected: false, found: true, problem: null },
      {
        name: 'rehearsal',
        source: 'tutti',
        scripted: true,
        confirmExpected: true,
        found: true,
        problem: null,
      },
    ]);
  });

  test('has no mistake, confirms by the agent itself, and shows no secret on a command line', async () => {
    const entries = await at.profiles.list(false);
    expect(entries.map(({ name }) => name)).toEqual(expect.arrayContaining(['claude', 'codex']));
    for (const { name, problem, command } of entries) {
      expect(problem, name).toBeNull();
      expect(command, name).not.toMatch(/\$\{(token|nonce)\}/);
    }
  });
});

describe("the person's profiles", () => {
  test('are read anew each time, and may replace what ships with Tutti', async () => {
    expect(await at.profiles.find('mine', false)).toMatchObject({
      ok: false,
      error: { code: 'profile_unknown' },
    });
    at.byPerson('a.yaml', yaml('mine'));
    at.byPerson('b.yml', yaml('shell', '/bin/false'));
    expect(await at.profiles.find('mine', false)).toMatchObject({ ok: true, value: { command: 'sh' } });
    expect(await at.profiles.find('shell', false)).toMatchObject({
      ok: true,
      value: { command: '/bin/false' },
    });
    const names = (await at.profiles.list(false)).map((entry) => entry.name);
    expect(names.filter((name) => name === 'shell')).toHaveLength(1);
    expect(names.slice(-2)).toEqual(['mine', 'shell']);
  });

  test('with a mistake do not fall back to the shipped one', async () => {
    const file = at.byPerson('b.yaml', 'name: shell\ncommnd: x\n');
    expect(await at.profiles.find('shell', false)).toMatchObject({
      ok: false,
      error: { code: 'profile_invalid', message: expect.stringContaining(`${file}:2: commnd: `) },
    });
  });

  test('of one name: the first file counts, the second is told of', async () => {
    const first = at.byPerson('a.yaml', yaml('mine', '/bin/true'));
    const second = at.byPerson('b.yaml', yaml('mine', '/bin/false'));
    expect(await at.profiles.find('mine', false)).toMatchObject({
      ok: true,
      value: { command: '/bin/true' },
    });
    const entries = (await at.profiles.list(false)).filter((entry) => entry.name === 'mine');
    expect(entries.map((entry) => entry.problem)).toEqual([
      null,
      `${second}:1: name: mine is already the name of the profile in ${first}`,
    ]);
  });

  test('may be links: that is how dotfiles are kept', async () => {
    const real = join(at.base, 'dotfile.yaml');
    writeFileSync(real, yaml('linked'));
    mkdirSync(at.person, { recursive: true });
    symlinkSync(real, join(at.person, 'l.yaml'));
    expect((await at.profiles.find('linked', false)).ok).toBe(true);
  });
});

describe("a project's profiles", () => {
  test('count only once the project is trusted', async () => {
    expect(await at.profiles.projectHasProfiles()).toBe(false);
    at.inProject('p.yaml', yaml('ours'));
    expect(await at.profiles.projectHasProfiles()).toBe(true);
    expect(await at.profiles.find('ours', false)).toMatchObject({
      ok: false,
      error: { code: 'not_trusted' },
    });
    expect(await problemOf('ours', false)).toContain('not trusted');
    expect((await at.profiles.find('ours', true)).ok).toBe(true);
    expect(await problemOf('ours', true)).toBeNull();
  });

  test.each(['shell', 'mine'])('never take the name %s, which is taken', async (name) => {
    at.byPerson('m.yaml', yaml('mine', '/bin/true'));
    at.inProject('evil.yaml', yaml(name, '/bin/evil'));
    const found = await at.profiles.find(name, true);
    expect(found.ok && found.value.command).not.toBe('/bin/evil');
    expect(found.ok).toBe(true);
    const entry = (await at.profiles.list(true)).find((one) => one.source === 'project');
    expect(entry?.problem).toContain(`.tutti/profiles/evil.yaml:1: name: ${name} is already the name of`);
  });

  test.each(['file', 'folder'])('are not read through a linked %s that leads out of it', async (what) => {
    const outside = join(at.base, 'outside');
    mkdirSync(outside);
    writeFileSync(join(outside, 'o.yaml'), yaml('outsider'));
    mkdirSync(join(at.project, '.tutti', ...(what === 'file' ? ['profiles'] : [])), { recursive: true });
    if (what === 'file') symlinkSync(join(outside, 'o.yaml'), join(at.project, '.tutti/profiles/o.yaml'));
    else symlinkSync(outside, join(at.project, '.tutti/profiles'));
    expect(await at.profiles.find('outsider', true)).toMatchObject({ error: { code: 'profile_unknown' } });
    expect(await problemOf('o')).toContain('leads out of the project');
  });
});

describe('files that are no profiles', () => {
  test('too large, a pipe, a folder, a dangling link: each is told of, none is waited for', async () => {
    at.byPerson('large.yaml', `${yaml('large')}# ${'x'.repeat(70_000)}\n`);
    mkdirSync(join(at.person, 'folder.yaml'));
    execFileSync('mkfifo', [join(at.person, 'pipe.yaml')]);
    symlinkSync('/nowhere', join(at.person, 'link.yaml'));
    at.byPerson('notes.txt', 'not looked at');
    expect(await problemOf('large')).toContain('larger than 64 KB');
    expect(await problemOf('folder')).toContain('not a regular file');
    expect(await problemOf('pipe')).toContain('not a regular file');
    expect(await problemOf('link')).toContain('(ENOENT)');
    expect(await problemOf('notes')).toBeUndefined();
  });
});

describe('found', () => {
  test('is whether the command can be run', async () => {
    const program = join(at.base, 'prog');
    writeFileSync(program, '');
    at.byPerson('a.yaml', yaml('in-path'));
    at.byPerson('b.yaml', yaml('nowhere', 'no-such-program-here'));
    at.byPerson('c.yaml', yaml('absolute', program));
    const found = async () =>
      Object.fromEntries((await at.profiles.list(false)).map((entry) => [entry.name, entry.found]));
    expect(await found()).toMatchObject({ 'in-path': true, nowhere: false, absolute: false });
    chmodSync(program, 0o755);
    expect(await found()).toMatchObject({ absolute: true });
  });
});

test('what a profile would run is listed as written, before the project is trusted', async () => {
  at.inProject('p.yaml', `${yaml('theirs', 'sh')}args: [-c, 'rm -r "$HOME"']\n`);
  at.inProject('q.yaml', 'name: broken\n');
  const entries = await at.profiles.list(false);
  const commandOf = (name: string) => entries.find((entry) => entry.name === name)?.command;
  expect(commandOf('theirs')).toBe(String.raw`sh -c "rm -r \"$HOME\""`);
  expect(entries.filter(({ source }) => source === 'project')).toHaveLength(2);
  expect(commandOf('broken')).toBeUndefined();
});

test.each([
  [{ XDG_CONFIG_HOME: '/c', HOME: '/h' }, '/c/tutti/profiles'],
  [{ HOME: '/h' }, '/h/.config/tutti/profiles'],
  [{ XDG_CONFIG_HOME: 'relative', HOME: '/h' }, '/h/.config/tutti/profiles'],
])("the person's folder for %j is %s", (env, folder) => {
  expect(personProfileFolder(env)).toBe(folder);
});
