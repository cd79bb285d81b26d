// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of profiles are written that way.
import { describe, expect, test } from 'vitest';
import { parseProfile } from '../../../src-main/adapters/agents/parse-profile.ts';
import { profileFolders } from './profile-folders.ts';

const head = 'name: mine\ncommand: sh\n';
const mode = (more = ''): string =>
  `permissions:\n  modes:\n    - name: all\n      meaning: Everything.\n${more}`;

describe('mistakes in what can be chosen', () => {
  test.each([
    ['modes without a default', mode(), /permissions.default: is missing/],
    [
      'a default that there is not',
      `${mode()}  default: some\n`,
      /permissions.default: is some, not one of all/,
    ],
    [
      'a default that is dangerous',
      `${mode('      dangerous: true\n')}  default: all\n`,
      /:8: permissions.default: is all, which is dangerous: the person chooses that at each spawn/,
    ],
    [
      'a mode without a meaning',
      'permissions: { modes: [{ name: a }], default: a }\n',
      /modes\[0\].meaning: is missing/,
    ],
    [
      'two modes of one name',
      'permissions: { modes: [{ name: a, meaning: m }, { name: a, meaning: m }], default: a }\n',
      /modes\[1\].name: is a, as that of a mode before it/,
    ],
    [
      'a yes to a dialog by a harmless mode',
      `${mode('      agrees: [trust]\n')}  default: all\n`,
      /agrees: is for dangerous modes alone/,
    ],
    [
      'a yes to a dialog that is not known',
      'permissions: { modes: [{ name: a, meaning: m }, { name: b, meaning: m, dangerous: true, agrees: [x] }], default: a }\n',
      /agrees: has x, which is not a dialog/,
    ],
    [
      'a mode that takes Tutti’s own variable',
      'permissions: { modes: [{ name: a, meaning: m, env: { TUTTI_TOKEN: x } }], default: a }\n',
      /env.TUTTI_TOKEN: is set by Tutti itself/,
    ],
    [
      'an unknown placeholder in a mode',
      mode("      args: ['${x}']\n  default: all\n"),
      /modes\[0\].args\[0\]: has/,
    ],
    ['models that are given without their name', 'models: { args: [--model] }\n', /models.args: has no/],
    ['models that can’t be given', 'models: { suggested: [{ name: a }] }\n', /models.args: is missing/],
    [
      'a model that is an option',
      "models: { args: ['${model}'], default: --help }\n",
      /models.default: is not the name/,
    ],
    ['the place of the choice within a word', "args: ['x${chosen}']\n", /args\[0\]: has \$\{chosen\}/],
    [
      'a home that its environment sets as well',
      'home: { env: X_HOME, folder: ~/.x, by: instance }\nenv: { X_HOME: /x }\n',
      /:4: env.X_HOME: is set by home.by/,
    ],
    [
      'a file outside of the home',
      'home: { env: X, folder: ~/.x, copies: [{ file: ../x }] }\n',
      /copies\[0\].file: is not a path inside/,
    ],
    [
      'another folder that its environment sets as well',
      'home: { env: X_HOME, folder: "~", also: [{ env: X_STATE, folder: ~/.s, path: s }], by: instance }\nenv: { X_STATE: /x }\n',
      /:4: env.X_STATE: is set by home.by/,
    ],
    [
      'two folders by one variable',
      'home: { env: X, folder: ~/.x, also: [{ env: X, folder: ~/.s, path: s }] }\n',
      /also\[0\].env: is X, which names another/,
    ],
    [
      'another folder outside of the home',
      'home: { env: X, folder: ~/.x, also: [{ env: Y, folder: ~/.s, path: ../s }] }\n',
      /also\[0\].path: is not a path inside/,
    ],
    [
      'a first file outside of the home',
      'home: { env: X, folder: ~/.x, files: { ../x: y } }\n',
      /files.+: is not a path inside/,
    ],
    [
      'a home of Tutti’s own variable',
      'home: { env: TUTTI_OUTSIDE, folder: ~/.x }\n',
      /home.env: is set by Tutti itself/,
    ],
    [
      'a login to copy that is nowhere',
      'home: { env: X, folder: ~/.x, login: copied }\n',
      /home.copies: is missing/,
    ],
    [
      'a login that can’t be read',
      'login: { args: [s], loggedIn: "(", loggedOut: x, remedy: r }\n',
      /loggedIn: is not a reg/,
    ],
  ])('%s', (_what, text, problem) => {
    expect(parseProfile(head + text, 'mine.yaml').problem).toMatch(problem);
  });
});

test('no shipped profile begins in a dangerous mode, and each mode says what it means', async () => {
  const at = profileFolders();
  try {
    for (const { name, modes, mode: usual } of await at.profiles.list(false)) {
      expect(modes.find((one) => one.name === usual)?.dangerous ?? false, name).toBe(false);
      for (const { meaning } of modes) expect(meaning, name).toMatch(/^[A-Z].+\.$/);
    }
    const dangerous = (await at.profiles.list(false)).flatMap(({ name, modes }) =>
      modes.filter((one) => one.dangerous).map((one) => `${name} ${one.name}`),
    );
    expect(dangerous.toSorted()).toEqual([
      'aider yes',
      'claude bypassPermissions',
      'codex bypass',
      'codex full-access',
      'gemini yolo',
      'opencode auto',
    ]);
  } finally {
    at.remove();
  }
});
