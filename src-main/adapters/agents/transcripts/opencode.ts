import { fieldsOf, textOf } from '../hook-dialects/fields.ts';
import { toolUse } from '../hook-dialects/opencode.ts';
import { type Entry, entry, type RecordReader } from './entries.ts';

const timeIn = (value: unknown): number | null => (typeof value === 'number' ? value : null);

const callEntries = (part: Record<string, unknown>, at: number | null): Entry[] => {
  const { status, input, output, error, time } = fieldsOf(part.state);
  const { call, tool, summary, files } = toolUse({ ...part, status, input });
  const { start, end } = fieldsOf(time);
  const failed = status === 'error';
  const asked = entry('tool', timeIn(start) ?? at, JSON.stringify(input ?? {}, null, 2), {
    ...{ call, tool, summary, files },
  });
  // Without an end it was killed in the midst of it.
  if (!failed && status !== 'completed') return [asked];
  const answer = failed ? textOf(error) : textOf(output);
  return [asked, entry('result', timeIn(end) ?? at, answer, { call, failed })];
};

/**
 * A row of OpenCode's tables `message` and `part` (1.18; not a documented format), as `{ message, part }`; `part` is null for what a
 * message failed by.
 */
export const opencodeEntries: RecordReader = (record) => {
  const row = fieldsOf(record);
  const message = fieldsOf(row.message);
  const begun = timeIn(fieldsOf(message.time).created);
  if (row.part === null) {
    const { name, data } = fieldsOf(message.error);
    const why = textOf(fieldsOf(data).message) || textOf(name);
    return why === '' ? [] : [entry('said', begun, why, { failed: true })];
  }
  const part = fieldsOf(row.part);
  const at = timeIn(fieldsOf(part.time).start) ?? begun;
  if (part.type === 'tool') return callEntries(part, at);
  const text = textOf(part.text);
  if (text.trim() === '') return [];
  if (part.type === 'reasoning') return [entry('thought', at, text)];
  if (part.type !== 'text') return [];
  if (message.role !== 'user') return [entry('said', at, text)];
  // What OpenCode itself puts beside the person's words.
  return part.synthetic === true ? [] : [entry('prompt', at, text)];
};
