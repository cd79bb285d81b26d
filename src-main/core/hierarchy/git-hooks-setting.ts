import type { GitHooks } from '../ports/launch.ts';

/** As git writes what `git -c` hands on: in single quotes, with those and exclamation marks taken out of them. */
const quoted = (text: string): string => `'${text.replaceAll(/['!]/g, (letter) => `'\\${letter}'`)}'`;

/**
 * Variables by which git finds Tutti's hooks in one instance's environment, and nowhere else: no file of settings is changed. The one
 * variable that `git -c` itself hands on: of a pair (GIT_CONFIG_KEY_0) agents' sandboxes drop the half that is named like a key, and
 * git then fails at every command.
 */
export const gitHooksSetting = (
  hooks: GitHooks,
  baseEnv: Readonly<Record<string, string>>,
): Record<string, string> => {
  const ours = quoted(`core.hooksPath=${hooks.folder}`);
  const before = baseEnv.GIT_CONFIG_PARAMETERS;
  return {
    ...hooks.env,
    GIT_CONFIG_PARAMETERS: before === undefined || before === '' ? ours : `${before} ${ours}`,
  };
};
