import { describe, inject } from 'vitest';
import type { AgentKind } from './agent-kind.ts';

/** Tests of one real CLI; where it can't be had they are left out, under its name and the reason. */
export const describeAgent = (kind: AgentKind, define: () => void): void => {
  const found = inject('agentClis').find(({ name }) => name === kind);
  if (typeof found?.program === 'string') describe(kind, define);
  else describe.skip(`${kind}, left out: ${found?.reason ?? 'not in the list'}`, define);
};
