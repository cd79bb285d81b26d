/** The inherited environment, as far as it does not lead git elsewhere or make it ask. */
export type GitEnvironment = Readonly<Record<string, string | undefined>>;

/**
 * Set by git itself for hooks and aliases: inherited, they would make it work on another repository. Among them those that
 * `git rev-parse --local-env-vars` names.
 */
const misleading: ReadonlySet<string> = new Set([
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_CONFIG',
  'GIT_CONFIG_PARAMETERS',
  'GIT_CONFIG_COUNT',
  'GIT_OBJECT_DIRECTORY',
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_IMPLICIT_WORK_TREE',
  'GIT_GRAFT_FILE',
  'GIT_INDEX_FILE',
  'GIT_INDEX_VERSION',
  'GIT_NO_REPLACE_OBJECTS',
  'GIT_REPLACE_REF_BASE',
  'GIT_PREFIX',
  'GIT_INTERNAL_SUPER_PREFIX',
  'GIT_INTERNAL_TOPLEVEL',
  'GIT_SHALLOW_FILE',
  'GIT_COMMON_DIR',
  'GIT_NAMESPACE',
  'GIT_QUARANTINE_PATH',
  // They change what an argument means, or what is printed.
  'GIT_LITERAL_PATHSPECS',
  'GIT_GLOB_PATHSPECS',
  'GIT_NOGLOB_PATHSPECS',
  'GIT_ICASE_PATHSPECS',
  'GIT_DIFF_OPTS',
  'GIT_EXTERNAL_DIFF',
  // A signing program would draw its question over whatever runs in that terminal.
  'GPG_TTY',
]);

/** Above all settings but those of one call (`-c`). The person's hooks are meant for what the person does; a file system monitor would be a daemon left behind. */
const settings: readonly (readonly [string, string])[] = [
  ['core.hooksPath', '/dev/null'],
  ['core.fsmonitor', 'false'],
];

const settingsAsVariables: GitEnvironment = Object.fromEntries([
  ['GIT_CONFIG_COUNT', String(settings.length)],
  ...settings.flatMap(([key, value], at) => [
    [`GIT_CONFIG_KEY_${at}`, key],
    [`GIT_CONFIG_VALUE_${at}`, value],
  ]),
]);

/** What git is started with: it asks nothing, opens nothing, and works on no other repository than that of its folder. */
export const environmentFor = (
  env: GitEnvironment,
  writes: boolean,
  more: GitEnvironment = {},
): NodeJS.ProcessEnv => {
  const kept = Object.fromEntries(Object.entries(env).filter(([name]) => !misleading.has(name)));
  return {
    ...kept,
    // English messages, which is what is recognised in stderr; file names stay UTF-8.
    LC_ALL: 'C.UTF-8',
    LANGUAGE: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_PAGER: 'cat',
    GIT_EDITOR: 'false',
    GIT_SEQUENCE_EDITOR: 'false',
    GIT_ASKPASS: 'false',
    SSH_ASKPASS: 'false',
    // A credential helper with windows of its own.
    GCM_INTERACTIVE: 'never',
    ...settingsAsVariables,
    ...(writes ? {} : { GIT_OPTIONAL_LOCKS: '0' }),
    ...more,
  };
};
