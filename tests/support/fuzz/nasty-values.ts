import fc from 'fast-check';

/** Once for all tests: it is copied by reference. */
const tenMegabytes = 'x'.repeat(10_000_000);

/** Paths that lead out of a project whatever it is, claims on all of it, and what is git's own. */
export const nastyPaths = [
  '../out',
  'src/../../out',
  '/etc/passwd',
  '/repository/../etc/passwd',
  '/worktrees/9/exec_1/src/a.ts',
  '~/.ssh/id_ed25519',
  'C:\\Windows',
  'c:/Windows',
  'src\\a.ts',
  'link-out/a.ts',
  '.git/config',
  '.GIT/hooks',
  'src/../.Git',
  '**',
  '*',
  '/',
  '.',
  './',
  '**/*',
  '*/**',
  '{*,**}',
  '{a,**}',
  '?*',
  'src/\0a.ts',
  'src/\ud800',
  ' ',
  `${'a/'.repeat(3000)}b`,
  `{${'a,'.repeat(100)}b}`,
  '{a,b}'.repeat(30),
] as const;

/** Ids as they would be in another run, or look but for a letter. */
const strangeIds = [
  'exec_99',
  'spec_9_9_9',
  'task_999',
  'msg_9999',
  'lock_999',
  'batch_9',
  'exec_0',
  'exec_01',
  'EXEC_1',
  'task_1e3',
  'msg_-1',
  `task_${'9'.repeat(400)}`,
];

/** Texts that something trips over: a terminal, a database, a key of an object, a regular expression, a shell. */
export const nastyTexts: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      '',
      ' ',
      '\0',
      'a\0b',
      '\u001b[2J\u001b]0;title\u0007',
      '\r\n',
      '\ud800',
      'a\udc00b',
      '\u202e\u200b\ufeff',
      'e\u0301',
      '__proto__',
      'constructor',
      'hasOwnProperty',
      '$(touch /tmp/x); `id` | "\'',
      "'; DROP TABLE events; --",
      '%s%n$' + '{goal}',
      '(a+)+$',
      '((',
      '-1',
      'NaN',
      '--help',
      ...strangeIds,
    ),
  },
  { weight: 3, arbitrary: fc.constantFrom(...nastyPaths) },
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
  // Any code unit, halves of pairs as well.
  {
    weight: 2,
    arbitrary: fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 8 })
      .map((units) => String.fromCharCode(...units)),
  },
  { weight: 1, arbitrary: fc.constantFrom('x'.repeat(100_000), tenMegabytes) },
);

export const nastyNumbers: fc.Arbitrary<number> = fc.constantFrom(
  -1,
  -0,
  0,
  0.5,
  1,
  -1e9,
  1e9,
  2 ** 31,
  2 ** 53,
  1e21,
  1e308,
  -1e308,
  5e-324,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
);

const deep = (levels: number): unknown => {
  let inner: unknown = 'bottom';
  for (let at = 0; at < levels; at += 1) inner = at % 2 === 0 ? [inner] : { inner };
  return inner;
};

/** Values of any type. All of them travel as JSON, or as nothing at all. */
export const nastyValues: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown[]>(
    null,
    undefined,
    true,
    false,
    0,
    -1,
    '',
    'text',
    [],
    {},
    [[]],
    [null],
    JSON.parse('{"__proto__":{"polluted":true}}'),
    { toString: 'x', valueOf: null },
    deep(500),
  ),
  nastyNumbers,
  nastyTexts,
  fc.anything({ maxDepth: 2, maxKeys: 3 }),
);
