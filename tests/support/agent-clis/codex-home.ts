import { writeHomeFile } from './home-files.ts';
import type { HomePlan, McpPlace } from './prepare-home.ts';

export const prepareCodex = ({ folder, key, baseUrl, trusted, skipPermissions, mcp, daemons }: HomePlan) => {
  const lines = [
    // A model it does not know: a known one brings tools and prompts that change with each version.
    'model = "scripted"',
    'model_provider = "scripted"',
    'check_for_update_on_startup = false',
    `approval_policy = "${skipPermissions === true ? 'never' : 'on-request'}"`,
    `sandbox_mode = "${skipPermissions === true ? 'danger-full-access' : 'workspace-write'}"`,
    '',
    '[model_providers.scripted]',
    'name = "scripted"',
    `base_url = ${JSON.stringify(`${baseUrl}/v1`)}`,
    'env_key = "SCRIPTED_API_KEY"',
    'wire_api = "responses"',
    '',
    '[analytics]',
    'enabled = false',
    '',
    '[features]',
    // Else an interactive start copies itself (400 MB) into the home and leaves two daemons behind.
    `daemon_auto_start = ${daemons === true}`,
    ...trusted.flatMap((path) => ['', `[projects.${JSON.stringify(path)}]`, 'trust_level = "trusted"']),
    ...(mcp === undefined ? [] : mcpLines(mcp)),
  ];
  writeHomeFile(folder, '.codex/config.toml', `${lines.join('\n')}\n`);
  return { SCRIPTED_API_KEY: key, ...(mcp === undefined ? {} : { SCRIPTED_MCP_TOKEN: mcp.token }) };
};

const mcpLines = ({ name, url }: McpPlace): readonly string[] => [
  '',
  `[mcp_servers.${name}]`,
  `url = ${JSON.stringify(url)}`,
  'bearer_token_env_var = "SCRIPTED_MCP_TOKEN"',
];
