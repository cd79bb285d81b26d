import { agentClis } from '../../../build/setup/agent-cli-list.mjs';
import { findAgentCli } from '../../../build/setup/agent-clis.mjs';
import type { AgentKind } from './agent-kind.ts';

/** The pinned program in the cache; null where the set-up could not get it (it has said why). */
export const installedCli = (kind: AgentKind): string | null => {
  const cli = agentClis.find(({ name }) => name === kind);
  if (cli === undefined) throw new Error(`${kind} is not in the list of what is installed`);
  return findAgentCli(cli) ?? null;
};
