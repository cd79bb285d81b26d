// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of profiles are written that way.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { allFields, type ProfileField, pathOf } from '../../../src-renderer/profiles/profile-fields.ts';
import {
  type FieldValue,
  type Row,
  withField,
  withRows,
} from '../../../src-renderer/profiles/profile-text.ts';

const shipped = resolve(import.meta.dirname, '../../../src-main/adapters/agents/shipped');
const odd = `# The one at the top.

name: odd   # beside the name
command: "/bin/odd"
args: [ -a, 'it''s', "two\\nlines" ] # flow
env: { PATH: '/bin', KEY: "v" }
files:
  # about the file
  role.md: |
    Keep  these   spaces.

      And these lines.
  folded.md: >
    folded
    text
submit:

  # about the pause
  pauseMs: 0x10
  keys: "\\u0003"
  inbox:
    - '[\\u0000]' # controls
    # about the second
    - ^/
confirm:
signs: &signs
  lines: 3
...
`;
const texts = [
  ...readdirSync(shipped).map((name) => readFileSync(join(shipped, name), 'utf8')),
  odd,
  'name: x\ncommand: y\n',
  '{ name: x, command: y, submit: { pauseMs: 3 } }\n',
  'name: x\r\ncommand: y # with Windows line ends\r\n',
  '',
];

/** Independent of the code under test: the data with one value set or taken out, without groups left empty by that. */
const oracle = (
  data: unknown,
  [key = '', ...rest]: readonly string[],
  value: unknown,
): Record<string, unknown> => {
  const at = [key, ...rest].reduce<unknown>(
    (found, each) => (found as Record<string, unknown> | null | undefined)?.[each],
    data,
  );
  if (value === undefined && at === undefined) return (data ?? {}) as Record<string, unknown>;
  const copy = { ...(data as Record<string, unknown> | null) };
  const next = rest.length === 0 ? value : oracle(copy[key] ?? {}, rest, value);
  const emptied = rest.length > 0 && value === undefined && Object.keys(next as object).length === 0;
  if (next === undefined || emptied) delete copy[key];
  else copy[key] = next;
  return copy;
};

const commentsIn = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .filter((line) => line.trim().startsWith('#'))
    .map((line) => line.trim());

const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }).filter((text) => !text.includes('\0')),
  fc.constantFrom(
    'null',
    'true',
    '~',
    '1',
    '1e3',
    ' lead',
    'trail ',
    '# no',
    'a: b',
    '- x',
    '*a',
    '&a',
    '!t',
    "it's",
    '${prompt}',
    'a, b',
    ']',
    '%',
    '@',
    '`',
    '\\',
    '\u0003',
    'two\nlines',
    '---',
    '...',
  ),
);
const valueFor = (field: ProfileField): fc.Arbitrary<FieldValue> => {
  if (field.kind === 'check') return fc.boolean();
  if (field.kind === 'number') return fc.oneof(fc.nat(), fc.constant('soon'), fc.constant(undefined));
  if (field.kind === 'list') return fc.oneof(fc.array(words, { maxLength: 6 }), fc.constant(undefined));
  return fc.oneof(
    words.filter((text) => text !== ''),
    fc.constant(undefined),
  );
};
const fields = allFields.filter(({ kind }) => kind !== 'table');
const edit = fc
  .constantFrom(...fields)
  .chain((field) => valueFor(field).map((value) => ({ path: pathOf(field), value })));

test('a field that is changed leaves what every other byte means as it was, with every comment', () => {
  fc.assert(
    fc.property(fc.constantFrom(...texts), edit, (text, { path, value }) => {
      const made = withField(text, path, value);
      if (made === null) throw new Error('it could not be changed');
      expect(parse(made) ?? {}).toEqual(oracle(parse(text), path, value));
      // A comment goes only with the very thing it is about.
      if (value !== undefined && !Array.isArray(value))
        expect(commentsIn(made)).toEqual(expect.arrayContaining(commentsIn(text)));
    }),
    { numRuns: 300 },
  );
});

test('one edit after the other is as good as each alone', () => {
  fc.assert(
    fc.property(fc.constantFrom(...texts), fc.array(edit, { maxLength: 8 }), (text, edits) => {
      let made = text;
      let wanted: unknown = parse(text);
      for (const { path, value } of edits) {
        made = withField(made, path, value) ?? '';
        wanted = oracle(wanted, path, value);
      }
      expect(parse(made) ?? {}).toEqual(wanted ?? {});
    }),
    { numRuns: 60 },
  );
});

const names = fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,6}$/);
test('the environment becomes what its rows say, and nothing else changes', () => {
  const table = fc.uniqueArray(fc.record({ name: names, value: words }), {
    selector: ({ name }) => name,
    maxLength: 6,
  });
  fc.assert(
    fc.property(fc.constantFrom(...texts), table, table, (text, first, second) => {
      let made = text;
      for (const rows of [first, second] as Row[][]) {
        made = withRows(made, ['env'], rows) ?? '';
        const env = Object.fromEntries(rows.map(({ name, value }) => [name, value]));
        expect(parse(made) ?? {}).toEqual(oracle(parse(text), ['env'], rows.length === 0 ? undefined : env));
      }
    }),
    { numRuns: 80 },
  );
});

describe('a plain value', () => {
  test('is written over the old one, and no other byte is touched', () => {
    expect(withField(odd, ['name'], 'other')).toBe(odd.replace('name: odd ', 'name: other '));
    expect(withField(odd, ['command'], 'sh')).toBe(odd.replace('"/bin/odd"', '"sh"'));
    expect(withField(odd, ['submit', 'pauseMs'], 20)).toBe(odd.replace('0x10', '20'));
    expect(withField(odd, ['name'], 'odd')).toBe(odd);
  });

  test('that others share by an alias is changed for this field alone', () => {
    expect(withField('name: &n x\ntitle: *n # too\ncommand: y\n', ['name'], 'z')).toBe(
      'name: &n z\ntitle: x # too\ncommand: y\n',
    );
    expect(
      parse(withField('a: &a {pauseMs: 3, keys: x}\nsubmit: *a\n', ['submit', 'pauseMs'], 4) ?? ''),
    ).toEqual({
      a: { pauseMs: 3, keys: 'x' },
      submit: { pauseMs: 4, keys: 'x' },
    });
  });

  test('is not written into what is no group, nor into what is no YAML', () => {
    expect(withField('submit: text\n', ['submit', 'pauseMs'], 4)).toBeNull();
    expect(withField('a: [\n', ['name'], 'x')).toBeNull();
    expect(withField('- a\n', ['name'], 'x')).toBeNull();
  });
});

test('in a list only the item that differs is written anew', () => {
  const text = 'args:\n  - -a # first\n  # before b\n  - \'b\'\n  - "c"\n';
  expect(withField(text, ['args'], ['-a', 'B', 'c'])).toBe(text.replace("'b'", "'B'"));
  expect(withField(text, ['args'], ['-a', 'c'])).toContain('- -a # first\n');
  expect(withField(text, ['args'], ['-a', 'b', 'c', 'd'])).toBe(`${text}  - d\n`);
});

test('a variable that is renamed stays in its row, and a value that is no text stays what it is', () => {
  const text = 'env:\n  # one\n  A: "1"\n  # two\n  B: 2\n  C: x\n';
  const rows = [
    { name: 'A', value: '1' },
    { name: 'BB', value: '2' },
    { name: 'C', value: 'x' },
  ];
  expect(withRows(text, ['env'], rows)).toMatch(/# two\n {2}BB: /);
  expect(
    withRows(text, ['env'], [...rows.slice(0, 1), { name: 'B', value: '2' }, { name: 'C', value: 'y' }]),
  ).toBe(text.replace('x', 'y'));
});
