import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DesktopWorld } from './desktop-app.ts';

/** Who plays in a rehearsal. */
export const crew = [
  'exec_1',
  'mgr_1_1',
  'mgr_1_2',
  'spec_1_1_1',
  'spec_1_1_2',
  'spec_1_2_1',
  'spec_1_2_2',
] as const;

/** The repository that the rehearsal of a world is played on. */
export const sampleIn = (world: DesktopWorld): string => {
  const temporary = join(world.folder, 'tmp');
  const folder = readdirSync(temporary).find((name) => name.startsWith('tutti-rehearsal-')) ?? '';
  return join(temporary, folder, 'text-statistics');
};

/** The lines that git prints. */
export const git = (root: string, ...words: string[]): string[] =>
  execFileSync('git', words, { cwd: root, encoding: 'utf8' }).trim().split('\n');

/** Whether git answers with success. */
export const gitAgrees = (root: string, ...words: string[]): boolean =>
  spawnSync('git', words, { cwd: root, stdio: 'ignore' }).status === 0;

/** Runs the sample's own tests where they lie, and answers how many passed; null: one failed. */
export const testsIn = (folder: string): number | null => {
  const { NODE_TEST_CONTEXT: _, NODE_OPTIONS: __, ...env } = process.env;
  const words = ['--test', '--test-reporter=tap'];
  const { status, stdout } = spawnSync(process.execPath, words, { cwd: folder, env, encoding: 'utf8' });
  return status === 0 ? Number(/^# pass (\d+)/m.exec(stdout)?.[1] ?? 0) : null;
};
