import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { ProfileSource } from '@contract/profile-sources.ts';
import type { Result } from '@contract/result.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ProfileFolders, profileFolders } from './profile-folders.ts';

let at: ProfileFolders;
beforeEach(() => {
  at = profileFolders();
});
afterEach(() => at.remove());

const done = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
};
const mine = 'name: mine # as I call it\ncommand: sh\n';
const readOf = ({ file, version }: ProfileSource) => ({ file: file ?? '', version });
const inFolder = (): string[] => readdirSync(at.person).sort();

describe('the source of a profile', () => {
  test('is what its file says, byte for byte, with what is wrong in which line', async () => {
    const text = '# mine\nname: mine\ncommand: sh\nsubmit:\n  pause: 3\n';
    const file = at.byPerson('mine.yaml', text);
    expect(done(await at.files.source({ name: 'mine' }, false))).toMatchObject({
      text,
      file,
      source: 'person',
      editable: true,
      mistakes: [
        { line: 5, field: 'submit.pause', what: 'is not a field of a profile; did you mean pauseMs?' },
      ],
    });
  });

  test('of what comes with Tutti can be read, not changed, and tells the dialogs of its CLI', async () => {
    const claude = done(await at.files.source({ name: 'claude' }, false));
    expect(claude).toMatchObject({ source: 'tutti', file: null, editable: false, mistakes: [] });
    expect(claude.text).toContain('name: claude');
    expect(claude.dialogs).toContainEqual({ name: 'trust', text: expect.stringContaining('trusted') });
  });

  test('of a project is read before it is trusted, and can be changed after', async () => {
    at.inProject('team.yaml', 'name: team\ncommand: sh\n');
    expect(done(await at.files.source({ name: 'team' }, false))).toMatchObject({ editable: false });
    expect(done(await at.files.source({ name: 'team' }, true))).toMatchObject({ editable: true });
  });

  test('is never of a file that is no profile of these folders', async () => {
    const secret = join(at.base, 'secret.yaml');
    writeFileSync(secret, mine);
    at.byPerson('mine.yaml', mine);
    expect(await at.files.source({ name: 'mine', file: secret }, true)).toMatchObject({
      ok: false,
      error: { code: 'profile_unknown' },
    });
    const read = { file: secret, version: done(await at.files.source({ name: 'mine' }, true)).version };
    expect(await at.files.save({ text: mine, replaces: read }, true)).toMatchObject({ ok: false });
    expect(await at.files.remove(read, true)).toMatchObject({ ok: false });
    expect(readFileSync(secret, 'utf8')).toBe(mine);
  });

  test('of two that claim one name is the one whose file is named', async () => {
    at.byPerson('a.yaml', mine);
    const second = at.byPerson('b.yaml', `${mine}title: Second\n`);
    expect(done(await at.files.source({ name: 'mine', file: second }, false))).toMatchObject({
      text: `${mine}title: Second\n`,
      problem: expect.stringContaining('already the name'),
    });
    // It can be given another name, and saved as it is.
    const read = readOf(done(await at.files.source({ name: 'mine', file: second }, false)));
    expect(
      done(await at.files.save({ text: 'name: other\ncommand: sh\n', replaces: read }, false)).problem,
    ).toBeNull();
  });
});

describe('saving', () => {
  test('makes a file of the person alone, in a folder of theirs alone', async () => {
    const saved = done(await at.files.save({ text: mine }, false));
    expect(saved).toMatchObject({ name: 'mine', source: 'person', file: join(at.person, 'mine.yaml') });
    expect(readFileSync(join(at.person, 'mine.yaml'), 'utf8')).toBe(mine);
    expect(statSync(join(at.person, 'mine.yaml')).mode & 0o777).toBe(0o600);
    expect(statSync(at.person).mode & 0o777).toBe(0o700);
    expect(inFolder()).toEqual(['mine.yaml']);
    expect(await at.profiles.find('mine', false)).toMatchObject({ ok: true });
  });

  test('with a mistake writes nothing, and says line, field, what and what to do', async () => {
    const file = at.byPerson('mine.yaml', mine);
    const read = readOf(done(await at.files.source({ name: 'mine' }, false)));
    const text = 'name: mine\ncommand: sh\nsubmit:\n  pauseMs: soon\nconfirm: {seconds: 0}\n';
    expect(await at.files.save({ text, replaces: read }, false)).toEqual({
      ok: false,
      error: {
        code: 'profile_invalid',
        message: 'line 4: submit.pauseMs: is a string, a number is needed',
        remedy: 'Correct them and save again; nothing was written.',
        field: 'submit.pauseMs',
        details:
          'line 4: submit.pauseMs: is a string, a number is needed\nline 5: confirm.seconds: is below 1',
      },
    });
    for (const bad of [
      '',
      'x',
      '{',
      'name: [a\n',
      'name: mine\n',
      `name: mine\ncommand: ${'x'.repeat(70_000)}\n`,
    ])
      expect(await at.files.save({ text: bad, replaces: read }, false)).toMatchObject({
        ok: false,
        error: { code: 'profile_invalid' },
      });
    expect(readFileSync(file, 'utf8')).toBe(mine);
    expect(inFolder()).toEqual(['mine.yaml']);
  });

  test('over a file that was changed meanwhile is refused, and both texts are still there', async () => {
    const file = at.byPerson('mine.yaml', mine);
    const read = readOf(done(await at.files.source({ name: 'mine' }, false)));
    writeFileSync(file, `${mine}title: From elsewhere\n`);
    const text = `${mine}title: From here\n`;
    const refused = await at.files.save({ text, replaces: read }, false);
    expect(refused).toMatchObject({ ok: false, error: { code: 'wrong_state', field: 'replaces' } });
    expect(readFileSync(file, 'utf8')).toContain('From elsewhere');
    const now = readOf(done(await at.files.source({ name: 'mine' }, false)));
    expect(done(await at.files.save({ text, replaces: now }, false)).text).toBe(text);
  });

  test('twice at once from one reading keeps the first', async () => {
    const file = at.byPerson('mine.yaml', mine);
    const replaces = readOf(done(await at.files.source({ name: 'mine' }, false)));
    const results = await Promise.all(
      ['A', 'B', 'C'].map((title) => at.files.save({ text: `${mine}title: ${title}\n`, replaces }, false)),
    );
    expect(results.map(({ ok }) => ok)).toEqual([true, false, false]);
    expect(readFileSync(file, 'utf8')).toBe(`${mine}title: A\n`);
  });

  test('over a file that is gone is refused; as a new one it is made', async () => {
    const file = at.byPerson('mine.yaml', mine);
    const replaces = readOf(done(await at.files.source({ name: 'mine' }, false)));
    unlinkSync(file);
    expect(await at.files.save({ text: mine, replaces }, false)).toMatchObject({
      error: { code: 'wrong_state' },
    });
    expect(done(await at.files.save({ text: mine }, false)).file).toBe(file);
  });

  test('never writes over another profile: its name is refused, its file name is left alone', async () => {
    const other = at.byPerson('mine.yaml', 'name: other\ncommand: sh\n');
    expect(done(await at.files.save({ text: mine }, false)).file).toBe(join(at.person, 'mine-2.yaml'));
    expect(readFileSync(other, 'utf8')).toContain('other');
    expect(await at.files.save({ text: mine }, false)).toMatchObject({
      ok: false,
      error: { code: 'bad_input', field: 'name', message: expect.stringContaining('mine-2.yaml') },
    });
  });

  test('follows a link to the file that it leads to, and keeps its permissions', async () => {
    const real = join(at.base, 'dotfiles', 'mine.yaml');
    mkdirSync(join(at.base, 'dotfiles'));
    writeFileSync(real, mine);
    chmodSync(real, 0o640);
    mkdirSync(at.person, { recursive: true });
    symlinkSync(real, join(at.person, 'mine.yaml'));
    const replaces = readOf(done(await at.files.source({ name: 'mine' }, false)));
    done(await at.files.save({ text: `${mine}title: Linked\n`, replaces }, false));
    expect(readFileSync(real, 'utf8')).toContain('Linked');
    expect(statSync(real).mode & 0o777).toBe(0o640);
    expect(readdirSync(join(at.base, 'dotfiles'))).toEqual(['mine.yaml']);
  });

  test("of a project's profile needs trust, and can't take a name of Tutti's", async () => {
    const file = at.inProject('team.yaml', 'name: team\ncommand: sh\n');
    const replaces = readOf(done(await at.files.source({ name: 'team' }, false)));
    const text = 'name: team\ncommand: sh\ntitle: Team\n';
    expect(await at.files.save({ text, replaces }, false)).toMatchObject({ error: { code: 'not_trusted' } });
    expect(await at.files.save({ text: 'name: claude\ncommand: sh\n', replaces }, true)).toMatchObject({
      error: { code: 'bad_input', field: 'name' },
    });
    expect(done(await at.files.save({ text, replaces }, true)).title).toBe('Team');
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  test('where a file stands in the way of the folder says so', async () => {
    mkdirSync(join(at.base, 'config', 'tutti'), { recursive: true });
    writeFileSync(at.person, 'no folder');
    expect(await at.files.save({ text: mine }, false)).toMatchObject({
      ok: false,
      error: { code: 'state_read_only', message: expect.stringContaining('mine.yaml') },
    });
  });
});

describe('a profile that extends another', () => {
  const child = 'name: mine\nextends: claude\ntitle: Mine\n';

  test('is saved with the little it says, and tells what it has from the other', async () => {
    const saved = done(await at.files.save({ text: child }, false));
    expect(saved).toMatchObject({ text: child, problem: null, mistakes: [] });
    expect(saved.inherited).toMatchObject({ command: 'claude', prompt: { first: 'none' } });
    expect(saved.inherited).not.toHaveProperty('name');
    expect(saved.dialogs.map(({ name }) => name)).toContain('trust');
    expect(done(await at.files.source({ name: 'claude' }, false)).inherited).toBeNull();
  });

  test('is examined among those that are there, itself as it is typed', async () => {
    const parent = at.byPerson('base.yaml', 'name: base\ncommand: sh\n');
    at.byPerson('mine.yaml', 'name: mine\nextends: base\n');
    const examine = (text: string, file?: string) =>
      at.files.examine({ text, ...(file === undefined ? {} : { file }) });
    expect(await examine('name: new\nextends: mine\n')).toEqual({
      mistakes: [],
      inherited: { command: 'sh' },
    });
    expect(await examine('name: new\nextends: nobody\n')).toMatchObject({
      mistakes: [{ line: 2, field: 'extends', what: 'is nobody, and no profile has that name' }],
    });
    expect(await examine('name: base\nextends: mine\n', parent)).toMatchObject({
      mistakes: [{ line: 2, what: 'goes round in a circle: base extends mine extends base' }],
    });
    const mistaken = await examine('name: new\nextends: mine\nscripted: 3\n');
    expect(mistaken).toMatchObject({
      inherited: { command: 'sh' },
      mistakes: [{ line: 3, field: 'scripted' }],
    });
  });

  test("of the person's never takes anything from the project's, which may take from theirs", async () => {
    at.inProject('team.yaml', 'name: team\ncommand: sh\n');
    const file = at.inProject('sub.yaml', 'name: sub\nextends: team\n');
    const read = readOf(done(await at.files.source({ name: 'sub' }, true)));
    const text = 'name: sub\nextends: team\ntitle: Sub\n';
    expect(done(await at.files.save({ text, replaces: read }, true)).title).toBe('Sub');
    expect(readFileSync(file, 'utf8')).toBe(text);
    expect(await at.files.copy({ name: 'sub', to: 'my-sub' }, true)).toMatchObject({
      ok: false,
      error: { code: 'profile_invalid', field: 'extends' },
    });
    expect(await at.files.save({ text: 'name: own\nextends: team\n' }, true)).toMatchObject({
      error: { code: 'profile_invalid', field: 'extends' },
    });
  });

  test('may extend its own name, which is then what comes with Tutti', async () => {
    const text = 'name: claude\nextends: claude\nmodels: {default: haiku}\n';
    const saved = done(await at.files.save({ text }, false));
    expect(saved).toMatchObject({ name: 'claude', source: 'person', problem: null });
    const copy = done(await at.files.copy({ name: 'claude', to: 'mine' }, false));
    expect(copy.inherited).toMatchObject({ models: { default: 'haiku' } });
  });
});

describe('a copy', () => {
  test('of each profile that comes with Tutti differs from it in name and title alone', async () => {
    for (const { name, title } of await at.profiles.list(false)) {
      const of = done(await at.files.source({ name }, false));
      const copy = done(await at.files.copy({ name, to: `my-${name}`, title: 'Copied: "x"' }, false));
      expect(copy).toMatchObject({
        name: `my-${name}`,
        title: 'Copied: "x"',
        source: 'person',
        mistakes: [],
      });
      expect(copy.text.replace(`name: my-${name}`, `name: ${name}`).replace('"Copied: \\"x\\""', title)).toBe(
        of.text,
      );
    }
  });

  test.each(['null', 'true', 'no', 'y'])('may be called %s', async (to) => {
    expect(done(await at.files.copy({ name: 'generic', to }, false))).toMatchObject({
      name: to,
      problem: null,
    });
  });

  test('is refused a name that is none, and one that is taken, by Tutti too', async () => {
    for (const to of ['claude', 'rehearsal', 'Big', '../up', 'a b', '-x'])
      expect(await at.files.copy({ name: 'generic', to }, false), to).toMatchObject({
        ok: false,
        error: { code: 'bad_input', field: 'to' },
      });
    expect(await at.files.copy({ name: 'nobody', to: 'me' }, false)).toMatchObject({
      error: { code: 'profile_unknown' },
    });
  });

  test("of a project's profile is its command made the person's own, so it needs trust", async () => {
    at.inProject('team.yaml', 'name: team\ncommand: sh\n');
    expect(await at.files.copy({ name: 'team', to: 'my-team' }, false)).toMatchObject({
      error: { code: 'not_trusted' },
    });
    expect(done(await at.files.copy({ name: 'team', to: 'my-team' }, true)).source).toBe('person');
  });
});

describe('deleting', () => {
  test('takes away one of the own, as it was read, and the one it stood for is back', async () => {
    at.byPerson('shell.yaml', 'name: shell\ncommand: sh\n');
    const read = readOf(done(await at.files.source({ name: 'shell' }, false)));
    expect(await at.files.remove({ ...read, version: 'older' }, false)).toMatchObject({
      error: { code: 'wrong_state' },
    });
    done(await at.files.remove(read, false));
    expect(inFolder()).toEqual([]);
    expect(done(await at.files.source({ name: 'shell' }, false)).source).toBe('tutti');
    expect(await at.files.remove(read, false)).toMatchObject({ error: { code: 'wrong_state' } });
  });

  test("leaves a project's alone, trusted or not", async () => {
    const file = at.inProject('team.yaml', 'name: team\ncommand: sh\n');
    const read = readOf(done(await at.files.source({ name: 'team' }, true)));
    expect(await at.files.remove(read, true)).toMatchObject({ error: { code: 'refused' } });
    expect(readFileSync(file, 'utf8')).toContain('team');
  });
});
