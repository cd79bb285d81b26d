import { writeHomeFile } from './home-files.ts';
import type { HomePlan, McpPlace } from './prepare-home.ts';

export const prepareGemini = ({ folder, key, baseUrl, trusted, mcp }: HomePlan) => {
  writeHomeFile(folder, '.gemini/settings.json', {
    security: { auth: { selectedType: 'gemini-api-key' }, folderTrust: { enabled: true } },
    privacy: { usageStatisticsEnabled: false },
    telemetry: { enabled: false },
    general: { enableAutoUpdate: false, enableAutoUpdateNotification: false },
    // A model of its own choice would first be asked for by a request on the side.
    model: { name: 'gemini-2.5-pro' },
    ide: { hasSeenNudge: true },
    mcpServers: mcp === undefined ? {} : { [mcp.name]: server(mcp) },
    ui: { hideTips: true, hideBanner: true },
  });
  const trust = Object.fromEntries(trusted.map((path) => [path, 'TRUST_FOLDER']));
  writeHomeFile(folder, '.gemini/trustedFolders.json', trust);
  return { GEMINI_API_KEY: key, GOOGLE_GEMINI_BASE_URL: baseUrl };
};

const server = ({ url, token }: McpPlace) => ({
  httpUrl: url,
  headers: { Authorization: `Bearer ${token}` },
  trust: true,
});
