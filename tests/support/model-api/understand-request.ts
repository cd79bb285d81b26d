import { createHash } from 'node:crypto';
import type { WireRequest } from './dialects/dialect.ts';
import type { Client, ModelRequest, ParsedRequest, ToolResult, Turn } from './model-request.ts';
import { sideKindOf } from './side-requests.ts';
import { spokenWords } from './spoken-words.ts';

/** Adds to what was parsed what a script asks about: who asks, what is new, which conversation it is. */
export const understandRequest = (parsed: ParsedRequest, wire: WireRequest): ModelRequest => {
  const { headers, body } = wire;
  const latest = afterLastAnswer(parsed.turns);
  const credential = credentialIn(wire);
  const asked = { ...parsed, client: clientOf(headers['user-agent'] ?? ''), headers, body };
  const side = sideKindOf(asked);
  return {
    ...asked,
    credential,
    kind: side === null ? 'main' : 'side',
    side,
    lastUserText: lastUserText(parsed.turns),
    newText: latest.map(spokenWords).filter(Boolean).join('\n'),
    toolResults: latest.flatMap((turn) => turn.parts.filter(isToolResult)),
    conversationKey: conversationKey(parsed, credential),
    length: JSON.stringify([parsed.system, parsed.turns]).length,
  };
};

const clientOf = (agent: string): Client => {
  const signs: readonly (readonly [RegExp, Client])[] = [
    [/^claude-cli\//, 'claude'],
    [/codex/i, 'codex'],
    [/^GeminiCLI/i, 'gemini'],
    [/opencode/i, 'opencode'],
    [/litellm|aider/i, 'aider'],
  ];
  return signs.find(([sign]) => sign.test(agent))?.[1] ?? 'other';
};

const credentialIn = ({ headers, query }: WireRequest): string => {
  const bearer = headers.authorization?.replace(/^Bearer /i, '');
  return headers['x-api-key'] ?? headers['x-goog-api-key'] ?? bearer ?? query.get('key') ?? '';
};

/** A sub-agent's conversation is one of its own, though it shares the session. */
const conversationKey = (parsed: ParsedRequest, credential: string): string => {
  const session = parsed.sessionId ?? keyFromContent(parsed, credential);
  return parsed.subAgentId === null ? session : `${session}/${parsed.subAgentId}`;
};

/**
 * For a client that names no session (gemini): whose key it is and how the conversation began. Two that began alike
 * under one key are one here: give each home a key of its own.
 */
const keyFromContent = (parsed: ParsedRequest, credential: string): string => {
  const first = parsed.turns.map(spokenWords).find(Boolean) ?? '';
  return createHash('sha256').update(`${credential}\n${first}`).digest('hex').slice(0, 16);
};

const lastUserText = (turns: readonly Turn[]): string => turns.map(spokenWords).findLast(Boolean) ?? '';

const afterLastAnswer = (turns: readonly Turn[]): readonly Turn[] =>
  turns.slice(turns.findLastIndex((turn) => turn.role === 'assistant') + 1);

const isToolResult = (part: Turn['parts'][number]): part is ToolResult => part.kind === 'toolResult';
