/** The inherited environment, as far as it does not lead git elsewhere or make it ask. */
export type GitEnvironment = Readonly<Record<string, string | undefined>>;

/** Set by git itself for hooks and aliases: inherited, they would make it work on another repository. */
const misleading = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_COMMON_DIR',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_NAMESPACE',
  'GIT_PREFIX',
  'GIT_CONFIG_PARAMETERS',
  'GIT_CONFIG_COUNT',
];

/** What git is started with: it asks nothing, opens nothing, and works on no other repository than that of its folder. */
export const environmentFor = (
  env: GitEnvironment,
  writes: boolean,
  more: GitEnvironment = {},
): NodeJS.ProcessEnv => {
  const kept = Object.fromEntries(Object.entries(env).filter(([name]) => !misleading.includes(name)));
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
    ...(writes ? {} : { GIT_OPTIONAL_LOCKS: '0' }),
    ...more,
  };
};
