import { join } from 'node:path';
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
  withoutPlugin(folder);
  // A list of its own, of nothing: the one that it brings along, 100 providers, is read twice in each start.
  writeHomeFile(folder, '.config/opencode/models.json', {});
  return {
    OPENCODE_MODELS_PATH: join(folder, '.config/opencode/models.json'),
    OPENCODE_DISABLE_AUTOUPDATE: '1',
    OPENCODE_DISABLE_MODELS_FETCH: '1',
    OPENCODE_DISABLE_LSP_DOWNLOAD: '1',
  };
};

/** Each new home gets a package of 95 MB from npm in the background, unless a lock file there names it. */
const withoutPlugin = (folder: string): void => {
  const plugin = { dependencies: { '@opencode-ai/plugin': '*' } };
  writeHomeFile(folder, '.config/opencode/package.json', plugin);
  writeHomeFile(folder, '.config/opencode/package-lock.json', {
    lockfileVersion: 3,
    packages: { '': plugin },
  });
  writeHomeFile(folder, '.config/opencode/node_modules/.package-lock.json', {});
};

const server = ({ url, token }: McpPlace) => ({
  type: 'remote',
  url,
  headers: { Authorization: `Bearer ${token}` },
  oauth: false,
  enabled: true,
});
