import { accessSync, constants, readdirSync, rmSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { makePrivateFolder } from '../../system/state-folder.ts';
import { replaceWhole } from '../../system/write-whole.ts';
import { type GitEnvironment, gitIn } from '../run-git.ts';
import { frequentHookNames, hookNames, hookScript } from './hook-script.ts';

const isExecutable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    // Not there, or not to be run: for git that is the same.
    return false;
  }
};

/** Where git looks for hooks in a repository, as the person has set it. */
export const personHooksFolder = async (root: string, env: GitEnvironment): Promise<string | null> => {
  // Without the settings of the runner, by which no hook would run.
  const asked = await gitIn(env, root)(['rev-parse', '--git-path', 'hooks'], {
    more: { GIT_CONFIG_COUNT: '0' },
  });
  if (!asked.ok) return null;
  const folder = asked.value.stdout.replace(/\n$/, '');
  return isAbsolute(folder) ? folder : join(root, folder);
};

/** Makes the folder of Tutti's hooks in the project's state folder, as it should be whatever is in it. Gives its path. */
export const writeHooks = async (stateFolder: string, root: string, env: GitEnvironment): Promise<string> => {
  const folder = makePrivateFolder(join(stateFolder, 'hooks'));
  const person = await personHooksFolder(root, env);
  const frequent = frequentHookNames.filter((name) => person !== null && isExecutable(join(person, name)));
  const wanted: readonly string[] = [...hookNames, ...frequent];
  for (const name of readdirSync(folder))
    if (!wanted.includes(name)) rmSync(join(folder, name), { recursive: true });
  await Promise.all(wanted.map((name) => replaceWhole(join(folder, name), hookScript, 0o700)));
  return folder;
};
