import type { Client, ParsedRequest, SideKind } from './model-request.ts';
import { recordOf } from './reading-json.ts';
import { type Reply, stop, text, usage } from './reply.ts';

interface Asked extends ParsedRequest {
  readonly client: Client;
}

/** By these words a CLI asks for a summary of a conversation that has become too long. */
const summaryWords =
  /create a detailed summary of|CONTEXT CHECKPOINT COMPACTION|state_snapshot|summari[sz]e/i;
/** claude asks for what the person might type next, with all tools on offer. */
const suggestionWords = /^\[SUGGESTION MODE:/;

/**
 * Whether a CLI asks for itself, and what. A turn of the agent always offers tools; what the CLIs ask on the side
 * mostly offers none: a title, a summary, which model fits, whether the quota holds.
 * @returns null for the agent's own turn
 */
export const sideKindOf = (asked: Asked): SideKind | null => {
  if (asked.client === 'other') return null; // a test's own request says what it means
  const last = lastText(asked);
  if (asked.maxTokens === 1) return 'quota';
  if (isClaudeSummary(asked, last)) return 'summary';
  if (asked.client === 'claude' && suggestionWords.test(last)) return 'other';
  if (asked.tools.length > 0) return null;
  if (/\btitle\b/i.test(asked.system) || /\btitle\b/i.test(last.slice(0, 200))) return 'title';
  if (asked.schema !== undefined) return 'structured';
  return summaryWords.test(asked.system) || summaryWords.test(last) ? 'summary' : 'other';
};

/** Its summary is asked for at the end of the conversation itself, tools and all. */
const isClaudeSummary = ({ client }: Asked, last: string): boolean =>
  client === 'claude' && /Your task is to create a detailed summary of/.test(last);

const lastText = ({ turns }: ParsedRequest): string => {
  const parts = turns.at(-1)?.parts ?? [];
  return parts.map((part) => (part.kind === 'text' ? part.text : '')).join('\n');
};

/** Good for any of them: short, and in the form that was asked for. */
export const answerSide = (asked: { readonly side: SideKind | null; readonly schema: unknown }): Reply => {
  if (asked.schema !== undefined) return JSON.stringify(instanceOf(asked.schema));
  if (asked.side === 'title') return 'Scripted conversation';
  if (asked.side === 'summary') return '<summary>The conversation so far, as scripted.</summary>';
  if (asked.side === 'quota') return [text('.'), usage({ output: 1 }), stop('length')];
  return 'ok';
};

/** The smallest value that fits a JSON schema of the kind these requests use. */
const instanceOf = (schema: unknown): unknown => {
  const { type, properties, enum: choices } = recordOf(schema);
  if (Array.isArray(choices)) return choices[0];
  const kind = String(type).toLowerCase(); // Gemini writes OBJECT
  if (kind === 'object') {
    const fields = Object.entries(recordOf(properties));
    return Object.fromEntries(fields.map(([name, field]) => [name, instanceOf(field)]));
  }
  if (kind === 'array') return [];
  if (kind === 'boolean') return false;
  if (kind === 'integer' || kind === 'number') return 1;
  return 'scripted';
};
