// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of profiles are written that way.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseProfile } from '../../../src-main/adapters/agents/parse-profile.ts';

const valid = 'name: mine\ncommand: my-agent\n';

/** Text, then the one problem it must give. */
const mistakes: [string, string, string][] = [
  ['a missing field', 'name: mine\n', 'p.yaml:1: command: is missing'],
  ['a wrong type', 'name: mine\ncommand: [a]\n', 'p.yaml:2: command: is a list, a text is needed'],
  [
    'a number where a text is needed',
    `${valid}env:\n  A: b\n  PORT: 3000\n`,
    'p.yaml:5: env.PORT: is a number, a text is needed: put it in quotes',
  ],
  [
    'an unknown key, close to a known one',
    `${valid}\n# a comment\nargz: []\n`,
    'p.yaml:5: argz: is not a field of a profile; did you mean args?',
  ],
  [
    'an unknown key in a group',
    `${valid}submit:\n  key: x\n`,
    'p.yaml:4: submit.key: is not a field of a profile; did you mean keys?',
  ],
  [
    'an unknown key close to none',
    `${valid}confirm:\n  banana: 1\n`,
    'p.yaml:4: confirm.banana: is not a field of a profile; known are expected, seconds, reminder',
  ],
  [
    'a wrong word',
    `${valid}accept:\n  seconds: 3\n  by: magic\n`,
    'p.yaml:5: accept.by: is "magic", not one of hook, tool, output, screen',
  ],
  [
    'a Stop hook that nothing calls',
    `${valid}accept: { by: hook }\nsubmit:\n  way: stop-hook\n`,
    'p.yaml:5: submit.way: is stop-hook, but nothing here calls a Stop hook at ${hookUrl}/claude; use paste or inbox',
  ],
  [
    'a Stop hook of a CLI whose answer is not understood',
    `${valid}args: ["Stop ${'${hookUrl}'}/gemini"]\naccept: { by: hook }\nsubmit:\n  way: stop-hook\n`,
    'p.yaml:6: submit.way: is stop-hook, but nothing here calls a Stop hook at ${hookUrl}/claude; use paste or inbox',
  ],
  [
    'a Stop hook without its proof',
    `${valid}args: ["Stop ${'${hookUrl}'}/claude"]\nsubmit:\n  way: stop-hook\n`,
    'p.yaml:5: submit.way: is stop-hook, which needs accept.by hook: nothing else tells that it was taken',
  ],
  [
    'a pattern that is none',
    `${valid}signs:\n  busy:\n    - fine\n    - "(("\n`,
    'p.yaml:6: signs.busy[1]: is not a regular expression',
  ],
  [
    'a screen rule without its pattern',
    `${valid}\naccept:\n  by: screen\n`,
    'p.yaml:4: accept.pattern: is missing: accept.by is screen, which looks for it',
  ],
  ['a number too small', `${valid}submit:\n  maxBytes: 1\n`, 'p.yaml:4: submit.maxBytes: is below 80'],
  [
    'a name with capitals',
    'name: Mine\ncommand: x\n',
    'p.yaml:1: name: is lower-case letters, digits and dashes',
  ],
  [
    'a relative command',
    'name: mine\ncommand: bin/x\n',
    'p.yaml:2: command: is neither a name to be found in PATH nor an absolute path (${project}/… is one)',
  ],
  [
    'a prompt nobody passes on',
    `${valid}prompt:\n  first: argument\n`,
    'p.yaml:4: prompt.first: is argument, but no argument has ${prompt}',
  ],
  [
    'a prompt file outside the worktree',
    `${valid}prompt:\n  file: ../AGENTS.md\n`,
    'p.yaml:4: prompt.file: is not a path inside the worktree, such as AGENTS.md',
  ],
  [
    'a token in a file of the worktree',
    `${valid}worktreeFiles:\n  a.json: '\${token}'\n`,
    'p.yaml:4: worktreeFiles.a.json: has ${token}, which belongs in `files` or in `env`',
  ],
  [
    'a prompt file that is used but not named',
    `${valid}args: ['\${promptFile}']\n`,
    'p.yaml:1: prompt.file: is missing, but ${promptFile} is used',
  ],
  [
    "a variable of Tutti's own",
    `${valid}env:\n  TUTTI_TOKEN: x\n`,
    'p.yaml:4: env.TUTTI_TOKEN: is set by Tutti itself for every instance',
  ],
  [
    'a variable name that is none',
    `${valid}env:\n  A=B: x\n`,
    'p.yaml:4: env.A=B: is not the name of an environment variable',
  ],
  ['an empty group', `${valid}submit:\n`, 'p.yaml:3: submit: is empty, a group of fields is needed'],
  ['a list', '- a\n', 'p.yaml:1: is not a profile: it has no fields'],
  ['nothing', '', 'p.yaml:1: is not a profile: it has no fields'],
];

describe('a profile file', () => {
  test('needs a name and a command, and the rest has defaults', () => {
    const { profile, problem } = parseProfile(`${valid}args: [--fast]\n`, 'p.yaml');
    expect(problem).toBeNull();
    expect(profile).toMatchObject({
      name: 'mine',
      args: ['--fast'],
      scripted: false,
      confirm: { expected: true, seconds: 60, reminder: 'paste' },
      submit: { keys: '\r', envelope: 'none' },
      accept: { by: 'output' },
    });
  });

  test.each(mistakes)('%s', (_what, text, problem) => {
    const parsed = parseProfile(text, 'p.yaml');
    expect(parsed.profile).toBeNull();
    expect(parsed.problem).toBe(problem);
  });

  test('an unknown placeholder names the field, its line and those that exist', () => {
    const { problem, field } = parseProfile(`${valid}args:\n  - ok\n  - '\${mcpurl}'\n`, 'p.yaml');
    expect(field).toBe('args[1]');
    expect(problem).toMatch(
      /^p\.yaml:5: args\[1\]: has \$\{mcpurl\}, which stands for nothing; known are mcpUrl, /,
    );
    expect(parseProfile(`${valid}args: ['$\${HOME}']\n`, 'p.yaml').problem).toBeNull();
  });

  test.each([
    ['a tab', 'name: mine\n\tcommand: x\n', 2],
    ['an open quote', 'name: mine\ncommand: "x', 2],
    ['a key given twice', 'name: mine\ncommand: x\ncommand: y\n', 3],
    ['two documents', 'name: mine\ncommand: x\n---\nname: b\n', 3],
  ])('is not YAML: %s', (_what, text, line) => {
    const { problem, profile } = parseProfile(text, 'p.yaml');
    expect(profile).toBeNull();
    expect(problem).toMatch(new RegExp(`^p\\.yaml:${line}: is not YAML: `));
  });

  test('several mistakes are told together, each with its line', () => {
    const { problem } = parseProfile('name: mine\nargs: 1\nscripted: maybe\n', 'p.yaml');
    expect(problem?.split('\n').map((line) => line.split(' ')[1])).toEqual([
      'command:',
      'args:',
      'scripted:',
    ]);
  });

  test('an alias bomb is refused', () => {
    const levels = Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)}]`);
    const { problem, profile } = parseProfile(`a0: &a0 [x]\n${levels.join('\n')}\n`, 'p.yaml');
    expect(profile).toBeNull();
    expect(problem).toMatch(/^p\.yaml:1: is not a profile: Excessive alias count/);
  });

  test('keeps the name it claims although the rest is wrong', () => {
    expect(parseProfile('name: shell\n', 'other.yaml').name).toBe('shell');
    expect(parseProfile('nam: shell\n', '/x/other.yaml').name).toBe('other');
  });

  test('any text gives a profile or a problem with the file in it, never an exception', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.string().map((s) => valid + s),
        ),
        (text) => {
          const { profile, problem } = parseProfile(text, 'p.yaml');
          expect(profile === null).toBe(problem !== null);
          if (problem !== null) expect(problem).toMatch(/^p\.yaml:\d+: /);
        },
      ),
    );
  });
});
