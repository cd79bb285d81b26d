import { expect, test } from 'vitest';
import { echo, toolThenText } from '../../support/model-api/plots.ts';
import { hang, status, text, toolCall, usage } from '../../support/model-api/reply.ts';
import { startModelApi } from '../../support/model-api/start-model-api.ts';
import { type Asked, dialectNames, modelApiForTest, post, questions } from './ask.ts';

const ask = (api: Parameters<typeof post>[0], said: string, dialect: Asked = 'anthropic') =>
  post(api, questions[dialect](said, false)).then((answer) => answer.text());

test.each(dialectNames)('%s: the words of the person are found, and echoed', async (dialect) => {
  const api = await modelApiForTest(echo);
  const framed = '<system-reminder>\nnot said\n</system-reminder>';
  expect(await ask(api, `fix <b>this</b> ${'x'.repeat(80)}`, dialect)).toContain(
    `ok: fix <b>this</b> ${'x'.repeat(44)}"`,
  );
  expect(api.exchanges.all[0]?.request).toMatchObject({
    dialect,
    kind: 'main',
    model: 'm',
    isStreaming: false,
  });
  await ask(api, framed, dialect);
  expect(api.exchanges.all[1]?.request.lastUserText).toBe('');
});

test('tool results are told from messages, with the names of their tools', async () => {
  const api = await modelApiForTest(toolThenText(() => toolCall('shell', { command: 'ls' })));
  const messages = [
    { role: 'user', content: 'list' },
    { role: 'assistant', content: [{ type: 'tool_use', id: 't1', name: 'shell', input: { command: 'ls' } }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't1', content: 'a.txt', is_error: true }] },
  ];
  const answer = await post(api, { path: '/v1/messages', body: { model: 'm', messages } });
  expect(await answer.json()).toMatchObject({ content: [{ type: 'text', text: 'done: a.txt' }] });
  expect(api.exchanges.all[0]?.request).toMatchObject({
    lastUserText: 'list',
    newText: '',
    toolResults: [{ id: 't1', name: 'shell', text: 'a.txt', isError: true }],
  });
});

test('what was typed while a tool ran, and after a refusal, is found among what claude adds', async () => {
  const api = await modelApiForTest(toolThenText(() => 'a message', 'a result'));
  const result = { type: 'tool_result', tool_use_id: 't1', content: 'woke' };
  const call = { role: 'assistant', content: [{ type: 'tool_use', id: 't1', name: 'Bash', input: {} }] };
  const after = async (...turns: object[]) => {
    const messages = [{ role: 'user', content: 'begin' }, call, ...turns];
    await post(api, { path: '/v1/messages', body: { model: 'm', messages } });
    return api.exchanges.all.at(-1)?.request;
  };
  const head = 'The user sent a new message while you were working:';
  const typed = `${head}\nand this\n\ntoo\n\nIMPORTANT: After completing your current task, you MUST`;
  const turn = { role: 'user', content: [result] };
  expect(await after(turn)).toMatchObject({ lastUserText: 'begin', newText: '' });
  expect(await after(turn, { role: 'system', content: typed })).toMatchObject({ newText: 'and this\n\ntoo' });
  const refused = [result, { type: 'text', text: '[Request interrupted by user for tool use]\n' }];
  const next = { role: 'user', content: [...refused, { type: 'text', text: 'instead' }] };
  expect(await after(next)).toMatchObject({ lastUserText: 'instead', newText: 'instead' });
  const said = api.exchanges.all.map(({ steps }) => steps[0]);
  expect(said).toMatchObject([{ text: 'a result' }, { text: 'a message' }, { text: 'a message' }]);
});

test('a second try of the same question is known as one', async () => {
  const api = await modelApiForTest((_, { attempt }) => (attempt < 3 ? status(529) : 'at last'));
  await ask(api, 'one');
  await ask(api, 'one');
  expect(await ask(api, 'one')).toContain('at last');
  await ask(api, 'two');
  expect(api.exchanges.all.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 1]);
});

test('the script can be changed between turns', async () => {
  const api = await modelApiForTest(echo);
  expect(await ask(api, 'one')).toContain('ok: one');
  api.setScript(() => text('another plot'));
  expect(await ask(api, 'two')).toContain('another plot');
});

test('usage is summed over what was answered', async () => {
  const api = await modelApiForTest(({ lastUserText }) =>
    lastUserText === 'refused' ? status(500) : [text('x'), usage({ input: 10, output: 2, cacheRead: 3 })],
  );
  await ask(api, 'one');
  await ask(api, 'refused');
  await ask(api, 'two', 'gemini');
  expect(api.exchanges.usage()).toEqual({ input: 20, output: 4, cacheRead: 6, cacheWrite: 0 });
  expect(api.exchanges.usage(({ request }) => request.dialect === 'gemini')).toMatchObject({
    input: 10,
    cacheRead: 3,
  });
});

test('one that is waited for is told when it comes', async () => {
  const api = await modelApiForTest(echo);
  const coming = api.exchanges.ended('the second', ({ request }) => request.lastUserText === 'second');
  await ask(api, 'first');
  await ask(api, 'second');
  expect(await coming).toMatchObject({ number: 2, outcome: 'answered', status: 200 });
});

test('a script that throws is told to the client at once, and to whoever stops the server', async () => {
  const api = await startModelApi({
    script: () => {
      throw new Error('no such scene');
    },
  });
  const answer = await post(api, questions.anthropic('hello', true));
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain('no such scene');
  await expect(api.stop()).rejects.toThrow('the model script failed');
});

test('stopping ends replies that hang', async () => {
  const api = await startModelApi({ script: () => [text('half'), hang()] });
  const answer = await post(api, questions.chat('hello', true));
  await api.stop();
  await expect(answer.text()).rejects.toThrow('terminated');
  expect(api.exchanges.all).toMatchObject([{ outcome: 'abandoned' }]);
});

test('what is no question to a model is answered, and kept apart', async () => {
  const api = await modelApiForTest(echo);
  const count = await post(api, {
    path: '/v1/messages/count_tokens',
    body: questions.anthropic('hello', false).body,
  });
  expect(await count.json()).toMatchObject({ input_tokens: expect.any(Number) });
  expect((await fetch(`${api.url}/v1/models`)).status).toBe(200);
  expect((await post(api, { path: '/api/event_logging/batch', body: {} })).status).toBe(404);
  expect(api.others).toEqual([
    'POST /v1/messages/count_tokens',
    'GET /v1/models',
    'POST /api/event_logging/batch',
  ]);
  expect(api.exchanges.all).toEqual([]);
});
