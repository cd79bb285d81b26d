// biome-ignore-all lint/suspicious/noTemplateCurlyInString: as shells and settings have it.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findLeaks } from '../../../src-main/core/model/leaks/find-leaks.ts';
import { secretByName } from '../../../src-main/core/model/leaks/secret-names.ts';
import { shapes } from '../../../src-main/core/model/leaks/shapes.ts';
import { knownTokens } from './known-tokens.ts';

/** What may stand before and behind: a token ends where no letter of one goes on. */
const border = fc.constantFrom(' ', '"', "'", '\n', '=', ': "', '(', '`', ',', '>', '\t');
const around = fc.string({ unit: 'grapheme', maxLength: 200 });

const kinds = Object.entries(knownTokens);

describe('what looks like a secret', () => {
  it.each(kinds)(
    '%s is found in any text around it, in its line, and shown without most of it',
    (what, token) => {
      fc.assert(
        fc.property(around, border, token, border, around, (before, left, secret, right, after) => {
          const head = `${before}\n${left}`;
          const found = findLeaks(`${head}${secret}${right}${after}`).find((leak) => leak.what === what);
          expect(found).toBeDefined();
          expect(found?.masked).not.toContain(secret.slice(-12));
          const from = head.split('\n').length - 1;
          expect(found?.line).toBe(from);
        }),
        { numRuns: 60 },
      );
    },
  );

  it('every kind of it has an issuer that the test knows, or is one of a few of the same pattern', () => {
    const named = new Set(kinds.map(([what]) => what));
    expect([...named].filter((what) => !shapes.some((one) => one.what === what))).toEqual([]);
    expect(named.size).toBeGreaterThan(35);
  });

  it.each([
    'const key = process.env.OPENAI_API_KEY',
    'AKIAIOSFODNN7EXAMPLE',
    'aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    'ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'postgres://postgres:postgres1234@localhost:5432/app',
    'postgres://app:hunter2hunter2@db:5432/app',
    'https://user:passw0rd1234@example.com/x',
    'https://user:${PASSWORD1}@db.acme.io/x',
    '-----BEGIN PRIVATE KEY-----',
    '"-----BEGIN RSA PRIVATE KEY-----" is how such a file begins',
    '//registry.npmjs.org/:_authToken=${NPM_TOKEN}',
    'integrity sha512-mJ2vKZBgAqJvEZ7kNBXVnN3Yq3nZIXVbA6dZ4PyW1TlS6P1cBf7eCXp0p4yRUVZ8pQz7xS8hWwGm1m3oYyqQyA==',
    'commit 3f2a9c1d4b5e6f708192a3b4c5d6e7f8091a2b3c',
    'id: 550e8400-e29b-41d4-a716-446655440000',
  ])('%s is none', (line) => {
    expect(findLeaks(line)).toEqual([]);
  });

  it('says nothing where the line says that it is none', () => {
    const [token = ''] = fc.sample(knownTokens['a GitHub token'] ?? fc.constant(''), 1);
    expect(findLeaks(`key = "${token}"`)).toHaveLength(1);
    for (const pragma of ['tutti:allow-secret', 'gitleaks:allow', 'pragma: allowlist secret'])
      expect(findLeaks(`key = "${token}" # ${pragma}`)).toEqual([]);
    expect(findLeaks(`key = "${token}"\n# tutti:allow-secret`)).toHaveLength(1);
  });

  it('takes a megabyte of anything without harm', () => {
    for (const text of ['a', '-', 'sk-', 'A1', 'x://a:b1', 'eyJ', '-----BEGIN PRIVATE KEY-----\n'])
      expect(findLeaks(text.repeat(1_000_000 / text.length)).length).toBeLessThan(1000);
  });
});

/** The list of files is git's, so that builds and packages are left out. */
const ownFiles = (): string[] =>
  execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' })
    .split('\0')
    .filter((file) => /\.(?:tsx?|mjs|js|json|md|ya?ml|css|html|sh)$/.test(file));

it('finds nothing in the sources of this repository', () => {
  const files = ownFiles();
  expect(files.length).toBeGreaterThan(500);
  const found = files.flatMap((file) =>
    findLeaks(readFileSync(file, 'utf8')).map(
      ({ line, what, masked }) => `${file}:${line + 1} ${what} ${masked}`,
    ),
  );
  expect(found).toEqual([]);
});

describe('files by their names', () => {
  it.each([
    ['.env', 'PORT=3000'],
    ['app/.env.local', 'export A="b"'],
    ['prod.env', 'A=b'],
    ['home/.ssh/id_ed25519', null],
    ['certs/client.p12', null],
    ['.git-credentials', 'x'],
    ['.netrc', 'machine a'],
  ])('%s is kept back', (path, text) => {
    expect(secretByName(path, text)).not.toBeNull();
  });

  it.each([
    ['.env.example', 'A=b'],
    ['.env.sample', 'A=b'],
    ['.env', '# nothing\nA=\nB=$A\n'],
    ['id_rsa.pub', 'ssh-rsa AAAA'],
    ['src/environment.ts', 'const a=b'],
    ['src/env.ts', 'A=b'],
    ['.envrc.example', 'A=b'],
  ])('%s may stand there', (path, text) => {
    expect(secretByName(path, text)).toBeNull();
  });
});
