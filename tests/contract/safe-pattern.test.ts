import { boundedPattern, patternMistake } from '@contract/safe-pattern.ts';
import { settingsSchema } from '@contract/settings.ts';
import fc from 'fast-check';
import { expect, it } from 'vitest';

it.each([
  'ACME-[A-Z0-9]{12}',
  'password=\\S+',
  '(?:[0-9]{4}-){3}[0-9]{4}',
  '(?<=token: )\\w+',
  '(?:foo|bar)-[a-z]*?x',
  '\\\\(?:x)y',
  'a\\(b',
  '[\\]+]x{2,}',
  '\\p{Lu}{3}',
])('takes %s, and finds with it what it says', (source) => {
  expect(patternMistake(source)).toBeNull();
  const alphabet = fc.constantFrom(...'ACMEpasword=12345678-token: fobrxy\\(]+[BZ');
  fc.assert(
    fc.property(fc.string({ unit: alphabet, maxLength: 60 }), (text) => {
      const [own, bounded] = [new RegExp(source, 'gu'), boundedPattern(source)].map((pattern) =>
        [...text.matchAll(pattern)].map(([found]) => found),
      );
      expect(bounded).toEqual(own);
    }),
    { numRuns: 200 },
  );
});

it.each([
  '(a+)+$',
  '(a|a)*b',
  '(?:\\w*x?){5,}',
  '((a?){3}){9}b',
  '\\w*\\w*\\w*x',
  '(a)\\1',
  'a*',
  '',
  '(',
  'x'.repeat(400),
])('does not take %s', (source) => expect(patternMistake(source)).not.toBeNull());

it('says in the settings which pattern it is, and where', () => {
  const read = settingsSchema.safeParse({
    recording: { patterns: ['ok-\\d+', '(a+)+$'], environment: ['A=b'] },
  });
  expect(read.error?.issues.map(({ path }) => path.join('.'))).toEqual([
    'recording.patterns.1',
    'recording.environment.0',
  ]);
  expect(read.error?.issues[0]?.message).toContain('(a+)+$');
});
