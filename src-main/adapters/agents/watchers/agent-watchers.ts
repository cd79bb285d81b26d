import type { Profile } from '@contract/profiles.ts';
import type { AgentWatch, AgentWatchers, WatchedAgent } from '../../../core/ports/agent-watchers.ts';
import type { Log } from '../../../core/ports/log.ts';
import { watchGemini } from './gemini-watcher.ts';

type See = Parameters<AgentWatchers['watch']>[1];

/** Reads what one CLI records. A reader that fails costs what it would have told, and nothing else. */
export type WatcherOf = (agent: WatchedAgent, see: See, log: Log) => AgentWatch;

const nobody: AgentWatch = { conversed: () => undefined, stop: () => undefined };

const watchers: Partial<Record<Profile['watcher'], WatcherOf>> = { gemini: watchGemini };

export const agentWatchers = (log: Log): AgentWatchers => ({
  watch: (agent, see) => watchers[agent.watcher]?.(agent, see, log) ?? nobody,
});
