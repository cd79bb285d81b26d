import { writeHomeFile } from './home-files.ts';
import type { HomePlan, McpPlace } from './prepare-home.ts';

export const prepareOpencode = ({ folder, key, baseUrl, skipPermissions, mcp }: HomePlan) => {
  writeHomeFile(folder, '.config/opencode/opencode.json', {
    $schema: 'https://opencode.ai/config.json',
    autoupdate: false,
    share: 'disabled',
    model: 'scripted/scripted',
    small_model: 'scripted/scripted',
    permission: skipPermissions === true ? 'allow' : { bash: 'ask', edit: 'ask' },
    mcp: mcp === undefined ? {} : { [mcp.name]: server(mcp) },
    provider: {
      scripted: {
        npm: '@ai-sdk/openai-compatible',
        name: 'scripted',
        options: { baseURL: `${baseUrl}/v1`, apiKey: key },
        models: { scripted: { name: 'scripted', limit: { context: 200_000, output: 8_000 } } },
      },
    },
  });
  return { OPENCODE_DISABLE_AUTOUPDATE: '1', OPENCODE_DISABLE_MODELS_FETCH: '1' };
};

const server = ({ url, token }: McpPlace) => ({
  type: 'remote',
  url,
  headers: { Authorization: `Bearer ${token}` },
  oauth: false,
  enabled: true,
});
