import type { agentSignSchema } from '@contract/agent-signs.ts';
import type { z } from 'zod';

/** The body of a hook, as contract/agent-signs.ts has it. */
export type AgentHook = z.input<typeof agentSignSchema>;
