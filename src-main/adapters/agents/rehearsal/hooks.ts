import type { agentHookSchema } from '@contract/verbs.ts';
import type { z } from 'zod';

/** The body of a hook, as contract/verbs.ts has it. */
export type AgentHook = z.input<typeof agentHookSchema>;
