import { covers, normalPath, overlaps, pathClaimSchema, pathProblem } from '@contract/paths.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const name = fc.string({ unit: fc.constantFrom('a', 'b', '.', '[', ']', '-'), minLength: 1, maxLength: 3 });
const path = fc
  .array(
    name.filter((one) => one !== '.' && one !== '..'),
    { minLength: 1, maxLength: 4 },
  )
  .map((segments) => segments.join('/'));
const piece = fc.string({
  unit: fc.constantFrom('a', 'b', '*', '?', '{a,b}', '-'),
  minLength: 1,
  maxLength: 3,
});
const claim = fc
  .array(fc.oneof(piece, fc.constant('**')), { minLength: 1, maxLength: 4 })
  .map((segments) => segments.join('/'))
  .filter((one) => pathProblem(one) === null);

describe('a claim on paths', () => {
  test.each([
    ['src', 'src/a.ts', true],
    ['src/', 'src/deep/a.ts', true],
    ['src/*.ts', 'src/a.ts', true],
    ['src/*.ts', 'src/deep/a.ts', false],
    ['src/**/*.ts', 'src/a.ts', true],
    ['src/**/*.ts', 'src/x/y/a.ts', true],
    ['src/{a,b}.ts', 'src/b.ts', true],
    ['src/{a,b}.ts', 'src/c.ts', false],
    ['app/[id]/page.tsx', 'app/[id]/page.tsx', true],
    ['app/[id]/page.tsx', 'app/i/page.tsx', false],
    ['src/a.ts', 'SRC/A.ts', true],
    ['src/a.ts', 'src/a.tsx', false],
    ['README*', 'README.md', true],
    ['src/caf\u00e9', 'src/cafe\u0301/x', true],
  ])('%s and %s: %s', (one, file, covered) => {
    expect(covers(one, file)).toBe(covered);
  });

  test.each([
    ['src/*.ts', 'src/a*', true],
    ['src/**/a.ts', 'src/b', true],
    ['src/*/a.ts', 'src/b/c.ts', false],
    ['src/a*', 'src/b*', false],
    ['docs', 'src', false],
    ['*.md', 'docs/*.md', false],
    ['**/*.md', 'docs/guide', true],
    ['src/a?c', 'src/ab?', true],
  ])('%s meets %s: %s', (one, other, meets) => {
    expect(overlaps(one, other)).toBe(meets);
    expect(overlaps(other, one)).toBe(meets);
  });

  test('what two claims cover both, they meet in', () => {
    fc.assert(
      fc.property(claim, claim, path, (one, other, file) => {
        if (covers(one, file) && covers(other, file)) expect(overlaps(one, other)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test('claims that meet have a file in common', () => {
    const letters = ['a', 'b', '-'];
    const names = [...letters, ...letters.flatMap((one) => letters.map((other) => one + other))];
    const small = fc
      .array(fc.oneof(fc.constantFrom('a', 'b', 'a*', '*b', '?', 'a?', '*a', '**'), fc.constant('b')), {
        minLength: 1,
        maxLength: 2,
      })
      .map((segments) => segments.join('/'))
      .filter((one) => pathProblem(one) === null);
    const inFolders = names.flatMap((one) => names.map((other) => `${one}/${other}`));
    const files = inFolders.flatMap((one) => [one, ...names.map((other) => `${one}/${other}`)]);
    fc.assert(
      fc.property(small, small, (one, other) => {
        if (!overlaps(one, other)) return;
        expect(files.some((file) => covers(one, file) && covers(other, file))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('a file covers itself', () => {
    fc.assert(
      fc.property(path, (file) => {
        fc.pre(pathProblem(file) === null);
        expect(covers(normalPath(file), file)).toBe(true);
      }),
    );
  });

  test.each([
    ['', 'missing'],
    ['   ', 'missing'],
    ['/etc/passwd', 'relative'],
    ['~/x', 'relative'],
    ['C:/x', 'relative'],
    ['../x', 'relative'],
    ['src/../../x', 'relative'],
    ['src\\a.ts', 'backslash'],
    ['src/\u0000a', 'control'],
    ['**', 'everything'],
    ['*', 'everything'],
    ['**/*', 'everything'],
    ['.', 'everything'],
    ['src/..', 'everything'],
    ['{*,src}', 'everything'],
    ['.git/config', '.git'],
    ['.GIT', '.git'],
    ['x'.repeat(501), 'at most'],
    ['{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}', 'stands for more'],
  ])('%j is refused: %s', (raw, word) => {
    const parsed = pathClaimSchema.safeParse(raw);
    expect(parsed.success).toBe(false);
    expect(parsed.error?.issues[0]?.message).toContain(word);
  });

  test('is kept in its shortest form', () => {
    expect(pathClaimSchema.parse('./src//x/../a.ts/')).toBe('src/a.ts');
  });

  test('no text is slow or throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (raw) => void pathProblem(raw)));
    expect(overlaps(`src/${'*a'.repeat(60)}*`, `src/${'*b'.repeat(60)}*`)).toBe(true);
    expect(overlaps(`src/${'*a'.repeat(60)}`, `src/${'*b'.repeat(60)}`)).toBe(false);
  });
});
