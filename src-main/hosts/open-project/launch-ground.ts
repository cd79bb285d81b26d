import { realpathSync } from 'node:fs';
import { basename } from 'node:path';
import { personShell } from '../../adapters/agents/person-shell.ts';
import { commitRulesFile } from '../../adapters/git/commits/git-commits.ts';
import { worktreesFolder } from '../../adapters/git/worktrees-folder.ts';
import type { RunningMcpServer } from '../../adapters/mcp/start-mcp-server.ts';
import type { Environment } from '../../adapters/system/state-folder.ts';
import type { LaunchGround } from '../../core/ports/launch.ts';
import { baseEnvironment } from './base-environment.ts';
import type { HostPlaces } from './host-places.ts';
import { writePaneCommand } from './pane-command.ts';

/** As a hook sees where it runs: without links. The folder itself may not have been made yet. */
const realWorktrees = (stateFolder: string): string => worktreesFolder(realpathSync(stateFolder));

/** What every program that this host launches is given. */
export const launchGround = (parts: {
  root: string;
  stateFolder: string;
  env: Environment;
  places: HostPlaces;
  mcp: RunningMcpServer;
  socket: string;
  /** Folder of Tutti's git hooks. */
  hooks: string;
}): LaunchGround => {
  const { root, stateFolder, env, places, mcp, socket, hooks } = parts;
  const command = writePaneCommand(stateFolder, places.cli);
  // The pane's command finds the host through the state folder: it must be told where that is, if it was told us.
  const where = env.TUTTI_STATE_DIR ? { TUTTI_STATE_DIR: env.TUTTI_STATE_DIR } : {};
  return {
    mcpUrl: mcp.url,
    hookUrl: mcp.hookUrl,
    binFolder: command.folder,
    node: {
      command: process.execPath,
      env: process.versions.electron ? { ELECTRON_RUN_AS_NODE: '1' } : {},
    },
    gitHooks: {
      folder: hooks,
      env: {
        TUTTI_COMMIT_CHECK: places.commitCheck,
        TUTTI_COMMIT_RULES: commitRulesFile(stateFolder),
        TUTTI_WORKTREES: realWorktrees(stateFolder),
        TUTTI_SOCKET: socket,
      },
    },
    rehearsal: places.rehearsal,
    shell: personShell(env),
    project: root,
    baseEnv: { ...baseEnvironment(env), ...where, ...command.env },
    marker: basename(stateFolder),
  };
};
