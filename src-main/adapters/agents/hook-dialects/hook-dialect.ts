import type { AgentSign } from '@contract/agent-signs.ts';

/** Translates what a CLI's own hook sends into signs; none where it tells nothing of interest. Never throws on what it doesn't know. */
export type HookDialect = (payload: unknown) => readonly AgentSign[];
