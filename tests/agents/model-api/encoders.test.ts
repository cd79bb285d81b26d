import { expect, test } from 'vitest';
import { text, thinking, toolCall, usage } from '../../support/model-api/reply.ts';
import { type Asked, eventsIn, modelApiForTest, post, questions } from './ask.ts';

const counted = usage({ input: 100, output: 7, cacheRead: 30, cacheWrite: 20 });
const reply = [
  thinking('hm'),
  text('Grüße 👩‍🚀!', 3),
  toolCall('shell', { command: 'ls "a b"' }, 'call_1'),
  counted,
];

const streamed = async (dialect: Asked) => {
  const api = await modelApiForTest(() => reply);
  const answer = await post(api, questions[dialect]('hello', true));
  expect(answer.headers.get('content-type')).toBe('text/event-stream');
  return eventsIn(await answer.text());
};

const whole = async (dialect: Asked): Promise<unknown> => {
  const api = await modelApiForTest(() => reply);
  const answer = await post(api, questions[dialect]('hello', false));
  return answer.json();
};

test('Anthropic: a message is streamed block by block, its usage at both ends', async () => {
  const events = await streamed('anthropic');
  expect(events.map(({ name }) => name)).toEqual([
    'message_start',
    'content_block_start',
    'content_block_delta',
    'content_block_delta',
    'content_block_stop',
    'content_block_start',
    'content_block_delta',
    'content_block_delta',
    'content_block_delta',
    'content_block_stop',
    'content_block_start',
    'content_block_delta',
    'content_block_delta',
    'content_block_stop',
    'message_delta',
    'message_stop',
  ]);
  const deltas = events.flatMap(({ name, data }) => (name === 'content_block_delta' ? [data] : []));
  expect(deltas.slice(2)).toMatchObject([
    { index: 1, delta: { type: 'text_delta', text: 'Grüß' } },
    { index: 1, delta: { type: 'text_delta', text: 'e 👩‍' } },
    { index: 1, delta: { type: 'text_delta', text: '🚀!' } },
    { index: 2, delta: { type: 'input_json_delta', partial_json: '{"command":"' } },
    { index: 2, delta: { type: 'input_json_delta', partial_json: 'ls \\"a b\\""}' } },
  ]);
  expect(events[0]?.data).toMatchObject({
    message: {
      usage: {
        input_tokens: 100,
        cache_read_input_tokens: 30,
        cache_creation_input_tokens: 20,
        output_tokens: 1,
      },
    },
  });
  expect(events.at(-2)?.data).toMatchObject({
    delta: { stop_reason: 'tool_use' },
    usage: {
      input_tokens: 100,
      cache_read_input_tokens: 30,
      cache_creation_input_tokens: 20,
      output_tokens: 7,
    },
  });
});

test('Anthropic: the same without a stream', async () => {
  expect(await whole('anthropic')).toMatchObject({
    type: 'message',
    role: 'assistant',
    content: [
      { type: 'thinking', thinking: 'hm' },
      { type: 'text', text: 'Grüße 👩‍🚀!' },
      { type: 'tool_use', id: 'call_1', name: 'shell', input: { command: 'ls "a b"' } },
    ],
    stop_reason: 'tool_use',
    usage: {
      input_tokens: 100,
      cache_read_input_tokens: 30,
      cache_creation_input_tokens: 20,
      output_tokens: 7,
    },
  });
});

test('Responses: items are announced, filled and done, and stand once more in the end', async () => {
  const events = await streamed('responses');
  const data = events.map((event) => event.data as { type: string; sequence_number: number });
  expect(data.map(({ type }) => type)).toEqual(events.map(({ name }) => name));
  expect(data.map((event) => event.sequence_number)).toEqual(data.map((_, index) => index + 1));
  const done = data.filter(({ type }) => type === 'response.output_item.done');
  const items = [
    { type: 'reasoning', summary: [{ type: 'summary_text', text: 'hm' }] },
    { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Grüße 👩‍🚀!' }] },
    { type: 'function_call', call_id: 'call_1', name: 'shell', arguments: '{"command":"ls \\"a b\\""}' },
  ];
  expect(done).toMatchObject(items.map((item, index) => ({ output_index: index, item })));
  expect(data.at(-1)).toMatchObject({
    type: 'response.completed',
    response: {
      output: items,
      usage: {
        input_tokens: 150,
        input_tokens_details: { cached_tokens: 30 },
        output_tokens: 7,
        total_tokens: 157,
      },
    },
  });
});

test('Chat Completions: deltas, a reason to finish, the usage, the end mark', async () => {
  const events = await streamed('chat');
  expect(events.at(-1)?.data).toBe('[DONE]');
  const chunks = events.slice(0, -1).map(({ data }) => data);
  expect(chunks).toMatchObject([
    { choices: [{ delta: { role: 'assistant', content: '' } }] },
    { choices: [{ delta: { reasoning_content: 'hm' } }] },
    { choices: [{ delta: { content: 'Grüß' } }] },
    { choices: [{ delta: { content: 'e 👩‍' } }] },
    { choices: [{ delta: { content: '🚀!' } }] },
    {
      choices: [
        { delta: { tool_calls: [{ index: 0, id: 'call_1', function: { name: 'shell', arguments: '' } }] } },
      ],
    },
    {
      choices: [
        { delta: { tool_calls: [{ index: 0, function: { arguments: '{"command":"ls \\"a b\\""}' } }] } },
      ],
    },
    { choices: [{ delta: {}, finish_reason: 'tool_calls' }] },
    {
      choices: [],
      usage: { prompt_tokens: 150, prompt_tokens_details: { cached_tokens: 30 }, completion_tokens: 7 },
    },
  ]);
});

test('Chat Completions: the same without a stream', async () => {
  const call = { id: 'call_1', function: { name: 'shell', arguments: '{"command":"ls \\"a b\\""}' } };
  expect(await whole('chat')).toMatchObject({
    choices: [{ message: { content: 'Grüße 👩‍🚀!', tool_calls: [call] }, finish_reason: 'tool_calls' }],
    usage: { prompt_tokens: 150, completion_tokens: 7, total_tokens: 157 },
  });
});

test('Gemini: parts, then the reason to finish with the usage', async () => {
  const events = await streamed('gemini');
  const parts = events.map(({ data }) => data);
  const part = (content: object) => ({ candidates: [{ content: { role: 'model', parts: [content] } }] });
  expect(parts).toMatchObject([
    part({ text: 'hm', thought: true }),
    part({ text: 'Grüß' }),
    part({ text: 'e 👩‍' }),
    part({ text: '🚀!' }),
    part({ functionCall: { id: 'call_1', name: 'shell', args: { command: 'ls "a b"' } } }),
    {
      candidates: [{ finishReason: 'STOP' }],
      usageMetadata: { promptTokenCount: 150, cachedContentTokenCount: 30, candidatesTokenCount: 7 },
    },
  ]);
});

test('Gemini: the same without a stream', async () => {
  expect(await whole('gemini')).toMatchObject({
    candidates: [{ content: { role: 'model' }, finishReason: 'STOP' }],
    usageMetadata: { promptTokenCount: 150, candidatesTokenCount: 7, totalTokenCount: 157 },
  });
});
