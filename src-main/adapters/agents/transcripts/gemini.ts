import { type Fields, fieldsOf, listOf, textOf } from '../hook-dialects/fields.ts';
import { describeCall } from '../hook-dialects/gemini.ts';
import { type Entry, entry, type RecordReader, timeOf } from './entries.ts';

/** What Gemini itself puts before the person's words. */
const ofGemini = /^\s*<session_context>/;

const textIn = (content: unknown): string => {
  if (typeof content === 'string') return content;
  return listOf(content)
    .map((part) => textOf(fieldsOf(part).text))
    .filter((text) => text !== '')
    .join('\n');
};

/** What a tool answered: its output or error within the response that the model got. */
const answerIn = (result: unknown): string =>
  listOf(result)
    .map((part) => fieldsOf(fieldsOf(fieldsOf(part).functionResponse).response))
    .map((response) => textOf(response.output) || textOf(response.error) || JSON.stringify(response))
    .join('\n');

const callEntries = (call: Fields): Entry[] => {
  const at = timeOf(textOf(call.timestamp));
  const input = fieldsOf(call.args);
  const told = describeCall(textOf(call.name), input);
  const key = textOf(call.id) || undefined;
  const named = (part: string) => (key === undefined ? {} : { key: `${part} ${key}` });
  const failed = call.status !== 'success' && call.status !== undefined;
  const asked = entry('tool', at, JSON.stringify(input, null, 2), { ...told, ...named('call') });
  // A call is recorded once it is over; without an answer it was refused or broken off.
  const answer = answerIn(call.result) || (failed ? `(${textOf(call.status)})` : '');
  return [asked, entry('result', at, answer, { call: told.call, failed, ...named('result') })];
};

const thoughtText = (thought: unknown): string => {
  const { subject, description } = fieldsOf(thought);
  return [textOf(subject), textOf(description)].filter((text) => text !== '').join('\n');
};

const messageEntries = (record: Fields): Entry[] => {
  const { type, id } = record;
  const at = timeOf(textOf(record.timestamp));
  const text = textIn(record.content);
  const key = { key: `${String(type)} ${textOf(id)}` };
  if (type === 'user')
    return text.trim() === '' || ofGemini.test(text) ? [] : [entry('prompt', at, text, key)];
  if (type === 'error') return [entry('said', at, text, { failed: true, ...key })];
  if (type !== 'gemini') return [];
  const thoughts = listOf(record.thoughts).map(thoughtText).join('\n\n');
  return [
    ...(thoughts.trim() === '' ? [] : [entry('thought', at, thoughts, { key: `thought ${textOf(id)}` })]),
    ...(text.trim() === '' ? [] : [entry('said', at, text, key)]),
    ...listOf(record.toolCalls).map(fieldsOf).flatMap(callEntries),
  ];
};

/**
 * `~/.gemini/tmp/<project>/chats/session-*.jsonl`, as Gemini CLI 0.61 writes it (not a documented format). A message is written
 * anew, with the same id, when its calls are over; a history that was shortened comes as a list of messages.
 */
export const geminiEntries: RecordReader = (record) => {
  const fields = fieldsOf(record);
  const replaced = listOf(fieldsOf(fields.$set).messages);
  return [fields, ...replaced.map(fieldsOf)].flatMap(messageEntries);
};
