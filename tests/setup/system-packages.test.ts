import { expect, test } from 'vitest';
import {
  installCommand,
  missingPackages,
  parseInstalled,
  systemPackages,
} from '../../build/setup/debian-list.mjs';

const nothing = () => false;
const names = (list: { name: string }[]) => list.map(({ name }) => name);

test('only what dpkg calls installed counts', () => {
  const text =
    'git installed\nlibgtk-3-0 not-installed\nxvfb config-files\ntmux half-installed\nlibnss3 installed\n\n';
  expect([...parseInstalled(text)]).toEqual(['git', 'libnss3']);
});

test('a renamed library and a program from elsewhere both serve', () => {
  const wanted = systemPackages('start', false);
  const newer = new Set([
    ...['git', 'libnss3', 'libgbm1', 'libcups2t64', 'libasound2t64'],
    ...['libatk1.0-0t64', 'libatk-bridge2.0-0t64', 'libgtk-3-0t64'],
  ]);
  expect(names(missingPackages(wanted, newer, nothing))).toEqual(['tmux']);
  expect(missingPackages(wanted, newer, (program) => program === 'tmux')).toEqual([]);
});

test('each purpose asks for what it needs', () => {
  expect(names(systemPackages('serve', false))).toEqual(['git', 'tmux']);
  expect(names(systemPackages('serve', true))).toEqual(['git', 'tmux', 'python3', 'make', 'g++']);
  expect(names(systemPackages('start', false))).not.toContain('xvfb');
  expect(names(systemPackages('test', false))).toEqual(
    expect.arrayContaining(['xvfb', 'chromium', 'libnss3']),
  );
});

test('tmux may be missing for the app, since it has another way, but not for the tests', () => {
  const tmuxIn = (purpose: 'start' | 'test') =>
    systemPackages(purpose, false).filter(({ name }) => name === 'tmux');
  expect(tmuxIn('start')).toMatchObject([{ optional: true }]);
  expect(tmuxIn('test')).toHaveLength(1);
  expect(tmuxIn('test')[0]?.optional).toBeUndefined();
});

test('root and sudo install, anyone else is told one line', () => {
  expect(installCommand(['xvfb', 'tmux'], 'root')).toMatchObject({ program: 'apt-get' });
  expect(installCommand(['xvfb', 'tmux'], 'ask')).toEqual({
    line: 'sudo apt-get install -y --no-install-recommends xvfb tmux',
  });
});
