import { claudeDialect } from './claude/claude.ts';
import { codexHooks } from './codex.ts';
import { geminiHooks } from './gemini.ts';
import type { HookDialect } from './hook-dialect.ts';
import { opencodeHooks } from './opencode.ts';

/** By name: what `POST /hook/<name>` is spoken in. */
export const hookDialects: Readonly<Record<string, HookDialect>> = {
  claude: (payload) => claudeDialect(payload),
  gemini: geminiHooks,
  opencode: opencodeHooks,
  codex: codexHooks,
};
