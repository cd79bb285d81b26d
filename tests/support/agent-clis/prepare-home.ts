import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import type { AgentKind } from './agent-kind.ts';
import { prepareClaude } from './claude-home.ts';
import { prepareCodex } from './codex-home.ts';
import { prepareGemini } from './gemini-home.ts';
import { prepareOpencode } from './opencode-home.ts';

/** An MCP server over HTTP. */
export interface McpPlace {
  /** Letters and digits only: the CLIs build tool names of it. */
  readonly name: string;
  readonly url: string;
  readonly token: string;
}

export interface HomeOptions {
  /** Of the scripted model API: http://127.0.0.1:PORT. */
  readonly baseUrl: string;
  /** Folders the agent will be started in: it does not ask whether it may trust them. Real paths. */
  readonly trusted: readonly string[];
  /** Never asked for leave by a tool. */
  readonly skipPermissions?: boolean;
  readonly mcp?: McpPlace;
  /** codex starts its two daemons, which outlive it and must then be ended: off unless a test is about them. */
  readonly daemons?: boolean;
}

export interface AgentHome {
  readonly kind: AgentKind;
  readonly folder: string;
  /** The key that its requests come with: this home's own. */
  readonly key: string;
  /** All that it needs besides PATH and TERM; nothing of the person's environment belongs beside it. */
  readonly env: Readonly<Record<string, string>>;
}

export interface HomePlan extends HomeOptions {
  readonly folder: string;
  readonly key: string;
}

const preparations: Readonly<Record<AgentKind, (plan: HomePlan) => Readonly<Record<string, string>>>> = {
  claude: prepareClaude,
  codex: prepareCodex,
  gemini: prepareGemini,
  opencode: prepareOpencode,
};

/** Makes a HOME in which the real CLI starts against the scripted model API: no account, no dialog, no telemetry. */
export const prepareHome = (kind: AgentKind, folder: string, options: HomeOptions): AgentHome => {
  mkdirSync(folder, { recursive: true });
  const key = `sk-scripted-${kind}-${randomBytes(16).toString('hex')}`;
  const needed = preparations[kind]({ ...options, folder, key });
  return { kind, folder, key, env: { HOME: folder, ...withoutProxy, ...needed } };
};

/** The server is on this machine: a proxy of the surroundings must not be asked for it. */
const withoutProxy = { NO_PROXY: '127.0.0.1,localhost', no_proxy: '127.0.0.1,localhost' };
