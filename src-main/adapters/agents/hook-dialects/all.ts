import { claudeAnswer } from './claude/answer.ts';
import { claudeDialect } from './claude/claude.ts';
import { codexHooks } from './codex.ts';
import { decisionAnswer } from './decision-answer.ts';
import { geminiHooks } from './gemini.ts';
import type { HookDialect } from './hook-dialect.ts';
import { opencodeHooks } from './opencode.ts';

/** By name: what `POST /hook/<name>` is spoken in. */
export const hookDialects: Readonly<Record<string, HookDialect>> = {
  claude: { read: (payload) => claudeDialect(payload), answer: claudeAnswer, handsOver: true },
  codex: { read: codexHooks, answer: decisionAnswer },
  gemini: { read: geminiHooks },
  opencode: { read: opencodeHooks },
};
