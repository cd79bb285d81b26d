import { z } from 'zod';
import { givenAtStop } from '../hook-dialects/claude/given-at-stop.ts';
import { filesOf, summaryOf } from '../hook-dialects/claude/tool-use.ts';
import { fieldsOf } from '../hook-dialects/fields.ts';
import { type Entry, entry, type RecordReader, timeOf } from './entries.ts';

const resultText = z.union([
  z.string(),
  z
    .array(z.looseObject({ type: z.string(), text: z.string().optional() }))
    .transform((parts) => parts.map(({ type, text }) => text ?? `[${type}]`).join('\n')),
]);

const block = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({ type: z.literal('thinking'), thinking: z.string() }),
  z.object({ type: z.literal('tool_use'), id: z.string(), name: z.string(), input: z.unknown() }),
  z.object({
    type: z.literal('tool_result'),
    tool_use_id: z.string(),
    content: resultText.optional(),
    is_error: z.boolean().optional(),
  }),
]);

const recordSchema = z.object({
  type: z.enum(['user', 'assistant']),
  timestamp: z.string().optional(),
  /** What claude adds for its model alone. */
  isMeta: z.boolean().optional(),
  message: z.object({ content: z.union([z.string(), z.array(z.unknown())]) }),
});

type Record = z.infer<typeof recordSchema>;

const entryOf = (raw: unknown, { type, timestamp }: Record): Entry[] => {
  const parsed = block.safeParse(raw);
  if (!parsed.success) return [];
  const at = timeOf(timestamp);
  const part = parsed.data;
  switch (part.type) {
    case 'text':
      return part.text.trim() === '' ? [] : [entry(type === 'user' ? 'prompt' : 'said', at, part.text)];
    case 'thinking':
      return part.thinking.trim() === '' ? [] : [entry('thought', at, part.thinking)];
    case 'tool_use': {
      const text = JSON.stringify(part.input, null, 2) ?? '';
      const input = fieldsOf(part.input);
      const told = { summary: summaryOf(input), files: filesOf(part.name, input) };
      return [entry('tool', at, text, { call: part.id.slice(0, 200), tool: part.name, ...told })];
    }
    case 'tool_result':
      return [
        entry('result', at, part.content ?? '', {
          call: part.tool_use_id.slice(0, 200),
          failed: part.is_error === true,
        }),
      ];
    default:
      return part satisfies never;
  }
};

/** `~/.claude/projects/<folder>/<session>.jsonl`, as claude 2.1 writes it (not a documented format). */
export const claudeEntries: RecordReader = (record) => {
  const given = givenAtStop(record);
  if (given !== null) return given.texts.map((text) => entry('prompt', timeOf(given.timestamp), text));
  const parsed = recordSchema.safeParse(record);
  if (!parsed.success || parsed.data.isMeta === true) return [];
  const { content } = parsed.data.message;
  const parts = typeof content === 'string' ? [{ type: 'text', text: content }] : content;
  return parts.flatMap((part) => entryOf(part, parsed.data));
};
