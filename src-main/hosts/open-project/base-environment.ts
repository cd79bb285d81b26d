type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Variables of whoever started the host that would mislead a program in a pane: another terminal's, another agent's, another
 * package run's, Electron's and our own, but for the two by which a rehearsal is told how fast to play and how its dice fall.
 */
const misleading =
  /^(TUTTI_(?!PACE$|SEED$).*|TMUX|TMUX_PANE|STY|TERM|TERM_PROGRAM.*|COLORTERM|COLUMNS|LINES|WINDOWID|ELECTRON_.*|CHROME_.*|NODE_OPTIONS|NODE_ENV|NODE_CHANNEL_.*|npm_.*|INIT_CWD|VITEST.*|VSCODE_.*|CLAUDECODE|CLAUDE_CODE_(?:ENTRYPOINT|EXECPATH|SSE_PORT|SESSION.*|PARENT.*|CHILD.*|AGENT.*|TEAM.*)|OLDPWD|PWD|SHLVL|_)$/;

/** What instances start from: the person's environment without that. */
export const baseEnvironment = (env: Environment): Record<string, string> => {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && !misleading.test(name)) kept[name] = value;
  }
  return kept;
};
