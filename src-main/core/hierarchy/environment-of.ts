import type { Instance } from '@contract/instances.ts';
import type { LaunchGround } from '../ports/launch.ts';
import { gitHooksSetting } from './git-hooks-setting.ts';

/** What an incarnation is given that no earlier one had. */
export interface Credentials {
  readonly token: string;
  readonly nonce: string;
}

/** The whole environment of an instance's program. */
export const environmentOf = (
  instance: Instance,
  incarnation: number,
  ground: LaunchGround,
  credentials: Credentials,
): Record<string, string> => ({
  ...ground.baseEnv,
  // In the person's own checkout the person's hooks count, and nothing else.
  ...(instance.branch === null ? {} : gitHooksSetting(ground.gitHooks, ground.baseEnv)),
  PATH: `${ground.binFolder}:${ground.baseEnv.PATH ?? '/usr/local/bin:/usr/bin:/bin'}`,
  TERM: 'xterm-256color',
  COLORTERM: 'truecolor',
  TUTTI_INSTANCE: `${ground.marker}/${instance.run}/${instance.id}/${incarnation}`,
  TUTTI_INSTANCE_ID: instance.id,
  TUTTI_ROLE: instance.role,
  TUTTI_PARENT: instance.parent ?? '',
  TUTTI_TASK: boundedTask(instance.task),
  TUTTI_PROJECT: ground.project,
  TUTTI_MCP_URL: ground.mcpUrl,
  TUTTI_HOOK_URL: ground.hookUrl,
  TUTTI_TOKEN: credentials.token,
  TUTTI_NONCE: credentials.nonce,
});

/** Linux refuses one environment string over 128 KB; UTF-8 takes at most 3 bytes for a UTF-16 unit. */
const boundedTask = (task: string): string => (task.length * 3 < 128_000 ? task : task.slice(0, 42_000));
