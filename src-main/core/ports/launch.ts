/** Hooks of Tutti's own, for the worktrees of instances. */
export interface GitHooks {
  /** Absolute. */
  readonly folder: string;
  /** What the hooks need to find the host. */
  readonly env: Readonly<Record<string, string>>;
}

/** What every launched program is given by its host. */
export interface LaunchGround {
  /** `http://127.0.0.1:PORT/mcp` */
  readonly mcpUrl: string;
  readonly hookUrl: string;
  /** Folder with the `tutti` command, put first in PATH. */
  readonly binFolder: string;
  /** A Node.js executable and the variables it needs to act as one (Electron's needs ELECTRON_RUN_AS_NODE). */
  readonly node: { readonly command: string; readonly env: Readonly<Record<string, string>> };
  readonly gitHooks: GitHooks;
  /** Program of the rehearsal agent. */
  readonly rehearsal: string;
  /** The person's shell, absolute. */
  readonly shell: string;
  /** Root of the project. */
  readonly project: string;
  /** Environment that instances start from: the person's, with what would mislead a nested program removed. */
  readonly baseEnv: Readonly<Record<string, string>>;
  /** Identifies this project's processes: the first part of the TUTTI_INSTANCE marker. */
  readonly marker: string;
}
