import type { TestProject } from 'vitest/node';
import { agentClis } from '../../../build/setup/agent-cli-list.mjs';
import { type FoundCli, installAgentClis } from '../../../build/setup/agent-clis.mjs';
import { ROOT } from '../../../build/setup/places.mjs';
import { createProgress } from '../../../build/setup/progress.mjs';

declare module 'vitest' {
  export interface ProvidedContext {
    agentClis: readonly FoundCli[];
  }
}

/** Before the agents' tests: the real CLIs are there, or it is said why not. Without claude nothing is tested. */
export const setup = async (project: TestProject): Promise<void> => {
  const found = await installAgentClis(agentClis, { root: ROOT, progress: createProgress(process.stdout) });
  for (const { name, version, program, reason } of found) {
    if (program === null) process.stdout.write(`left out: ${name} ${version}: ${reason}\n`);
    if (program === null && name === 'claude') throw new Error(`claude can't be had: ${reason}`);
  }
  project.provide('agentClis', found);
};
