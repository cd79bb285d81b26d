import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { filesBelow } from '../../build/layers/import-tree.mjs';
import { ROOT } from '../../build/setup/places.mjs';
import { nameMistake, TOO_MANY_LINES } from './file-shape.ts';

const files = ['src-main', 'src-preload', 'src-renderer', 'tests', 'build']
  .flatMap((folder) => filesBelow(ROOT, folder))
  .filter((path) => /\.(ts|tsx|mjs|cjs|css)$/.test(path));

test('no file is longer than one can hold in mind', () => {
  const lengths = files.map((path) => ({
    path,
    lines: readFileSync(join(ROOT, path), 'utf8').split('\n').length,
  }));
  expect(lengths.filter(({ lines }) => lines > TOO_MANY_LINES)).toEqual([]);
});

test('each name says what is inside, in kebab-case', () => {
  const mistakes = files.flatMap((path) => nameMistake(path) ?? []);
  expect(mistakes).toEqual([]);
  expect(files.length).toBeGreaterThan(20);
});

test.each([
  ['src-main/core/git-utils.ts', 'git-utils.ts says'],
  ['src-main/core/helpers/a.ts', 'helpers says'],
  ['src-main/adapters/tmux/terminal-manager.ts', 'terminal-manager.ts says'],
  ['src-main/adapters/service.ts', 'service.ts says'],
  ['src-renderer/common/index.ts', 'common says'],
  ['src-main/core/SpawnAgent.ts', 'SpawnAgent.ts is not in kebab-case'],
  ['src-main/core/spawn_agent.ts', 'spawn_agent.ts is not in kebab-case'],
])('%s is a mistake', (path, why) => {
  expect(nameMistake(path)).toContain(why);
});

test.each([
  'src-main/core/hierarchy/manager-prompt.ts',
  'src-main/core/hierarchy/role-prompts/manager.ts',
  'src-main/adapters/git/common-folder.ts',
  'src-main/adapters/sqlite/migrations/0001-events-and-rows.ts',
  'tests/architecture/file-shape.test.ts',
  'src-renderer/vite-env.d.ts',
])('%s is a good name', (path) => {
  expect(nameMistake(path)).toBeUndefined();
});
