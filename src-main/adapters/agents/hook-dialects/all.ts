import type { AgentSign } from '@contract/agent-signs.ts';
import { claudeDialect } from './claude/claude.ts';
import { geminiHooks } from './gemini.ts';
import { opencodeHooks } from './opencode.ts';

/** Translates what a CLI's own hook sends into signs; none where it tells nothing of interest. Never throws on what it doesn't know. */
export type HookDialect = (payload: unknown) => readonly AgentSign[];

/** By name: what `POST /hook/<name>` is spoken in. */
export const hookDialects: Readonly<Record<string, HookDialect>> = {
  claude: (payload) => claudeDialect(payload),
  gemini: geminiHooks,
  opencode: opencodeHooks,
};
