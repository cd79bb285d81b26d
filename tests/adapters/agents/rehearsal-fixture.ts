import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AgentHost, type ToolAnswer, tokenOf } from '../../support/agent-host.ts';
import { AgentTerminal } from '../../support/agent-terminal.ts';

/** One rehearsal agent in a terminal, and the host it speaks with. Everything ends with `end`. */
export interface RehearsalFixture {
  readonly host: AgentHost;
  readonly terminal: AgentTerminal;
  /** Where it works. */
  readonly folder: string;
  end(): Promise<void>;
}

export const agentEnv = (host: AgentHost, id: string, more: Readonly<Record<string, string>> = {}) => ({
  PATH: process.env.PATH ?? '',
  HOME: tmpdir(),
  TERM: 'xterm-256color',
  TUTTI_MCP_URL: host.mcpUrl,
  TUTTI_HOOK_URL: host.hookUrl,
  TUTTI_TOKEN: tokenOf(id),
  TUTTI_NONCE: `nonce-${id}`,
  TUTTI_INSTANCE_ID: id,
  TUTTI_ROLE: 'specialist',
  TUTTI_PARENT: 'mgr_1_1',
  TUTTI_TASK: 'wait for work',
  ...more,
});

export async function startAgent(
  program: string,
  options: {
    readonly env?: Readonly<Record<string, string>>;
    readonly cols?: number;
    readonly rows?: number;
    readonly answer?: ToolAnswer;
    /** Starts it while its host is away. */
    readonly away?: boolean;
  } = {},
): Promise<RehearsalFixture> {
  const host = new AgentHost(options.answer);
  await host.start();
  if (options.away) await host.stop();
  const cwd = mkdtempSync(join(tmpdir(), 'tutti-agent-'));
  const env = agentEnv(host, 'spec_1_1_1', options.env);
  const { cols, rows } = options;
  const terminal = new AgentTerminal({
    program,
    cwd,
    env,
    ...(cols ? { cols } : {}),
    ...(rows ? { rows } : {}),
  });
  return {
    host,
    terminal,
    folder: cwd,
    end: async () => {
      terminal.end();
      await host.stop();
      rmSync(cwd, { recursive: true, force: true });
    },
  };
}
