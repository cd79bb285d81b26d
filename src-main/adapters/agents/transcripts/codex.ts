import { z } from 'zod';
import { clip as cut } from '../watchers/codex/clip.ts';
import { filesOfPatch } from '../watchers/codex/files-of-patch.ts';
import { toolName, wordsOf } from '../watchers/codex/rollout-tools.ts';
import { entry, type RecordReader, timeOf } from './entries.ts';

const output = z.union([z.string(), z.unknown().transform((value) => JSON.stringify(value) ?? '')]);

const itemSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('message'),
    role: z.string(),
    content: z.array(z.looseObject({ text: z.string().default('') })),
  }),
  z.object({
    type: z.literal('reasoning'),
    summary: z.array(z.looseObject({ text: z.string().default('') })).default([]),
  }),
  z.object({
    type: z.literal('function_call'),
    call_id: z.string(),
    name: z.string(),
    namespace: z.string().nullish(),
    arguments: z.string(),
  }),
  z.object({
    type: z.literal('custom_tool_call'),
    call_id: z.string(),
    name: z.string(),
    namespace: z.string().nullish(),
    input: z.string(),
  }),
  z.object({ type: z.literal('function_call_output'), call_id: z.string(), output }),
  z.object({ type: z.literal('custom_tool_call_output'), call_id: z.string(), output }),
]);

const recordSchema = z.object({
  type: z.literal('response_item'),
  timestamp: z.string().optional(),
  payload: itemSchema,
});

/** What codex itself puts before the person's words: instructions and surroundings, each in a tag of its own. */
const ofCodex = /^\s*(<(environment_context|user_instructions|permissions)|# AGENTS\.md instructions)/;

/** `~/.codex/sessions/…/rollout-*.jsonl`, as codex 0.169 writes it (not a documented format). */
export const codexEntries: RecordReader = (record) => {
  const parsed = recordSchema.safeParse(record);
  if (!parsed.success) return [];
  const { payload: item, timestamp } = parsed.data;
  const at = timeOf(timestamp);
  switch (item.type) {
    case 'message': {
      const text = item.content.map((part) => part.text).join('\n');
      if (text.trim() === '') return [];
      if (item.role === 'assistant') return [entry('said', at, text)];
      return item.role === 'user' && !ofCodex.test(text) ? [entry('prompt', at, text)] : [];
    }
    case 'reasoning': {
      const text = item.summary.map((part) => part.text).join('\n');
      return text.trim() === '' ? [] : [entry('thought', at, text)];
    }
    case 'function_call':
    case 'custom_tool_call':
      return [
        entry('tool', at, item.type === 'function_call' ? item.arguments : item.input, {
          call: cut(item.call_id, 200),
          tool: toolName(item),
          summary: cut(wordsOf(item), 500),
          files: filesOfPatch(wordsOf(item)),
        }),
      ];
    case 'function_call_output':
    case 'custom_tool_call_output':
      return [entry('result', at, item.output, { call: cut(item.call_id, 200) })];
    default:
      return item satisfies never;
  }
};
