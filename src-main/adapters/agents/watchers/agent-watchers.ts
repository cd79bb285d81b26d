import type { Profile } from '@contract/profiles.ts';
import type { AgentWatch, AgentWatchers } from '../../../core/ports/agent-watchers.ts';
import type { Log } from '../../../core/ports/log.ts';
import { watchClaude } from './claude/watch-claude.ts';
import { watchCodex } from './codex/watch-codex.ts';
import { watchGemini } from './gemini-watcher.ts';
import type { WatcherOf } from './watcher-of.ts';

const nobody: AgentWatch = { conversed: () => undefined, stop: () => undefined };

const watchers: Partial<Record<Profile['watcher'], WatcherOf>> = {
  claude: watchClaude,
  codex: watchCodex,
  gemini: watchGemini,
};

export const agentWatchers = (log: Log): AgentWatchers => ({
  watch: (agent, see) => watchers[agent.watcher]?.(agent, see, log) ?? nobody,
});
