import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findLeaks } from '../../../src-main/core/model/leaks/find-leaks.ts';
import { maskLeaks, maskWithin } from '../../../src-main/core/model/leaks/mask-leaks.ts';
import { knownTokens } from './known-tokens.ts';

it.each(Object.entries(knownTokens))('nothing of %s is left that would be found', (_what, tokens) => {
  fc.assert(
    fc.property(tokens, (token) => {
      const { text, found } = maskLeaks(`before\n${token}\nafter`);
      expect(found.length).toBeGreaterThan(0);
      expect(findLeaks(text)).toEqual([]);
      expect(text.startsWith('before\n')).toBe(true);
    }),
    { numRuns: 30 },
  );
});

it('a private key goes with all of its lines; one without an end takes all that follows', () => {
  const body = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7'.repeat(3);
  const head = `-----BEGIN ${'PRIVATE'} KEY-----\n`;
  const whole = `a\n${head}${body}\n${body}\n-----END ${'PRIVATE'} KEY-----\nb`;
  expect(maskLeaks(whole).text).toBe('a\n[masked: a private key]\nb');
  expect(maskLeaks(`a\n${head}${body}\n${body}`).text).toBe('a\n[masked: a private key]');
});

it('is done within lists and objects, and counted', () => {
  const token = `ghp_${'aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xY1zA2'}`;
  const found: string[] = [];
  const masked = maskWithin({ a: [token, 1, null], b: { c: `x ${token} y` } }, found);
  expect(masked).toEqual({
    a: ['[masked: a GitHub token]', 1, null],
    b: { c: 'x [masked: a GitHub token] y' },
  });
  expect(found).toEqual(['a GitHub token', 'a GitHub token']);
});

it('a line that says of itself that it holds no secret is masked all the same: it may be committed, not handed on', () => {
  const token = `ghp_${'aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xY1zA2'}`;
  for (const pragma of ['gitleaks:allow', 'pragma: allowlist secret', 'tutti:allow-secret']) {
    const line = `export T=${token} # ${pragma}`;
    expect(findLeaks(line)).toEqual([]);
    expect(maskLeaks(line).text).toBe(`export T=[masked: a GitHub token] # ${pragma}`);
  }
});
