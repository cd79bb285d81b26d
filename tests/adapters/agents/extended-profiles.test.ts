import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mergeProfiles } from '../../../src-main/adapters/agents/merge-profiles.ts';
import { type ProfileFolders, profileFolders } from './profile-folders.ts';

let at: ProfileFolders;
beforeEach(() => {
  at = profileFolders();
});
afterEach(() => at.remove());

const found = async (name: string, trusted = true) => {
  const result = await at.profiles.find(name, trusted);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};
const problemOf = async (name: string): Promise<string | null | undefined> =>
  (await at.profiles.list(true)).find((entry) => entry.name === name)?.problem;

describe('a profile that extends another', () => {
  test('has its fields, but for those that it says itself; its name and title are never taken over', async () => {
    at.byPerson(
      'work.yaml',
      'name: claude-work\nextends: claude\nenv: { CLAUDE_CONFIG_DIR: /home/ada/.claude-work }\nmodels: { default: opus }\n',
    );
    const claude = await found('claude');
    const work = await found('claude-work');
    expect(work).toEqual({
      ...claude,
      name: 'claude-work',
      title: undefined,
      extends: 'claude',
      env: { ...claude.env, CLAUDE_CONFIG_DIR: '/home/ada/.claude-work' },
      models: { ...claude.models, default: 'opus' },
    });
    const entry = (await at.profiles.list(false)).find(({ name }) => name === 'claude-work');
    expect(entry).toMatchObject({ title: 'claude-work', extends: 'claude', model: 'opus', mode: 'default' });
  });

  test('replaces a list, joins a group, and takes away what it leaves empty', () => {
    const parent = {
      name: 'a',
      title: 'A',
      args: ['1', '2'],
      env: { A: '1', B: '2' },
      signs: { lines: 3, busy: ['x'] },
    };
    const child = { name: 'b', extends: 'a', args: ['3'], env: { B: null, C: '3' }, signs: { busy: [] } };
    expect(mergeProfiles(parent, child)).toEqual({
      name: 'b',
      extends: 'a',
      args: ['3'],
      env: { A: '1', C: '3' },
      signs: { lines: 3, busy: [] },
    });
    expect(Object.keys(mergeProfiles({}, JSON.parse('{"__proto__":{"polluted":1}}')))).toEqual(['__proto__']);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  test('of its own name changes the one that ships with Tutti', async () => {
    at.byPerson('claude.yaml', 'name: claude\nextends: claude\npermissions: { default: plan }\n');
    expect(await found('claude')).toMatchObject({ command: 'claude', permissions: { default: 'plan' } });
    at.byPerson('child.yaml', 'name: child\nextends: claude\n');
    expect(await found('child')).toMatchObject({ permissions: { default: 'plan' } });
  });

  test('may be extended in its turn, by a project’s as well, once that is trusted', async () => {
    at.byPerson('a.yaml', 'name: a\nextends: shell\nenv: { A: "1" }\n');
    at.inProject('b.yaml', 'name: b\nextends: a\nenv: { B: "2" }\n');
    expect((await found('b')).env).toEqual({ A: '1', B: '2' });
    expect(await at.profiles.find('b', false)).toMatchObject({ ok: false, error: { code: 'not_trusted' } });
  });

  test('of the person’s never extends a project’s', async () => {
    at.inProject('theirs.yaml', 'name: theirs\ncommand: sh\n');
    at.byPerson('mine.yaml', 'name: mine\nextends: theirs\n');
    expect(await problemOf('mine')).toMatch(/:2: extends: is theirs, and no profile has that name$/);
  });

  test('says which parent is unknown, wrong, or goes round in a circle, and where', async () => {
    at.byPerson('a.yaml', 'name: a\ntitle: A\nextends: nobody\n');
    at.byPerson('b.yaml', 'name: b\nextends: a\n');
    at.byPerson('c.yaml', 'name: c\nextends: d\n');
    at.byPerson('d.yaml', 'name: d\nextends: e\n');
    at.byPerson('e.yaml', 'name: e\nextends: c\n');
    at.byPerson('f.yaml', 'name: f\nextends: f\n');
    expect(await problemOf('a')).toMatch(/a\.yaml:3: extends: is nobody, and no profile has that name$/);
    expect(await problemOf('b')).toMatch(/b\.yaml:2: extends: is a, which has a mistake of its own/);
    // Each of them is told so: the circle is broken at any.
    for (const [name, round] of [
      ['c', 'c extends d extends e extends c'],
      ['d', 'd extends e extends c extends d'],
      ['e', 'e extends c extends d extends e'],
    ] as const)
      expect(await problemOf(name)).toMatch(`extends: goes round in a circle: ${round}`);
    expect(await problemOf('f')).toMatch(
      /extends: is f, its own name, and none that ships with Tutti has it$/,
    );
  });

  test('is checked as a whole: a mistake that comes of what it takes over stands at its own line', async () => {
    at.byPerson('a.yaml', 'name: a\nextends: claude\npermissions:\n  default: nonsense\n');
    expect(await problemOf('a')).toMatch(
      /:4: permissions.default: is nonsense, not one of default, acceptEdits/,
    );
    at.byPerson('b.yaml', 'name: b\n# taken over: prompt.first is argument\nextends: gemini\nargs: []\n');
    expect(await problemOf('b')).toMatch(/:3: prompt.first: is argument, but no argument has/);
  });
});
