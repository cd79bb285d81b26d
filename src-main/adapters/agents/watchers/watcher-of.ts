import type { AgentWatch, AgentWatchers, WatchedAgent } from '../../../core/ports/agent-watchers.ts';
import type { Log } from '../../../core/ports/log.ts';

export type See = Parameters<AgentWatchers['watch']>[1];

/** Reads what one CLI records. A reader that fails costs what it would have told, and nothing else. */
export type WatcherOf = (agent: WatchedAgent, see: See, log: Log) => AgentWatch;
