import { writeHomeFile } from './home-files.ts';
import type { HomePlan, McpPlace } from './prepare-home.ts';

/** claude keeps the last 20 characters of the keys that the person agreed to use. */
const keyTail = 20;

export const prepareClaude = ({ folder, key, baseUrl, trusted, skipPermissions, mcp }: HomePlan) => {
  const project = { hasTrustDialogAccepted: true, hasCompletedProjectOnboarding: true };
  writeHomeFile(folder, '.claude.json', {
    hasCompletedOnboarding: true,
    theme: 'dark',
    customApiKeyResponses: { approved: [key.slice(-keyTail)], rejected: [] },
    bypassPermissionsModeAccepted: skipPermissions === true,
    mcpServers: mcp === undefined ? {} : { [mcp.name]: server(mcp) },
    projects: Object.fromEntries(trusted.map((path) => [path, project])),
  });
  return {
    ANTHROPIC_BASE_URL: baseUrl,
    ANTHROPIC_API_KEY: key,
    // Telemetry, error reports, updates and the like.
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    DISABLE_AUTOUPDATER: '1',
    // Without it root may not skip permissions.
    ...(skipPermissions === true ? { IS_SANDBOX: '1' } : {}),
  };
};

const server = ({ url, token }: McpPlace) => ({
  type: 'http',
  url,
  headers: { Authorization: `Bearer ${token}` },
});
