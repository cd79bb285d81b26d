import { fail, ok, type Result } from '@contract/result.ts';
import type { Git } from '../run-git.ts';

/** `merge-tree --write-tree` came with 2.38, its `--stdin` with 2.39. */
const oldest = { major: 2, minor: 39 };

/** `git version 2.39.5`, `git version 2.39.5 (Apple Git-154)`. */
export const isSupported = (version: string): boolean => {
  const [, major, minor] = /(\d+)\.(\d+)/.exec(version) ?? [];
  if (major === undefined || minor === undefined) return false;
  return Number(major) > oldest.major || (Number(major) === oldest.major && Number(minor) >= oldest.minor);
};

export const supportedGit = async (git: Git): Promise<Result<void>> => {
  const asked = await git(['version']);
  if (!asked.ok) return asked;
  const version = asked.value.stdout.trim().replace(/^git version /, '');
  if (isSupported(version)) return ok(undefined);
  return fail(
    'git_failed',
    `git ${version} is too old: merging needs 2.39 or newer.`,
    'Update git, then try again (Debian 12, Ubuntu 23.04 and later have it; macOS: brew install git).',
  );
};
