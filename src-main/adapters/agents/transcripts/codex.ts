import { z } from 'zod';
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
    arguments: z.string(),
  }),
  z.object({ type: z.literal('custom_tool_call'), call_id: z.string(), name: z.string(), input: z.string() }),
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
      return [entry('tool', at, item.arguments, { call: item.call_id, tool: item.name })];
    case 'custom_tool_call':
      return [entry('tool', at, item.input, { call: item.call_id, tool: item.name })];
    case 'function_call_output':
    case 'custom_tool_call_output':
      return [entry('result', at, item.output, { call: item.call_id })];
    default:
      return item satisfies never;
  }
};
