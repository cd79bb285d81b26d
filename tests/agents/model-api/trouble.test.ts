import { describe, expect, test } from 'vitest';
import {
  contextOverflow,
  cutStream,
  hang,
  malformedStream,
  status,
  text,
  waitFor,
} from '../../support/model-api/reply.ts';
import { type Asked, dialectNames, eventsIn, modelApiForTest, post, questions } from './ask.ts';

const typeOfError: Readonly<Record<Asked, object>> = {
  anthropic: { type: 'error', error: { type: 'overloaded_error', message: 'too many' } },
  responses: { error: { code: 'server_is_overloaded', message: 'too many' } },
  chat: { error: { code: 'server_is_overloaded', message: 'too many' } },
  gemini: { error: { code: 529, status: 'INTERNAL', message: 'too many' } },
};

const overflow: Readonly<Record<Asked, object>> = {
  anthropic: {
    error: { type: 'invalid_request_error', message: expect.stringMatching(/^prompt is too long: /) },
  },
  responses: { error: { code: 'context_length_exceeded' } },
  chat: { error: { code: 'context_length_exceeded' } },
  gemini: { error: { status: 'INVALID_ARGUMENT', message: expect.stringContaining('input token count') } },
};

const failureInStream: Readonly<Record<Asked, object>> = {
  anthropic: { type: 'error', error: { type: 'api_error' } },
  responses: { type: 'response.failed', response: { error: { code: 'server_error' } } },
  chat: { error: { code: 'server_error' } },
  gemini: { error: { code: 500 } },
};

describe.each(dialectNames)('%s', (dialect) => {
  const question = questions[dialect]('hello', true);

  test('an error status comes in the form of the dialect, with the time to wait', async () => {
    const api = await modelApiForTest(() => status(529, { message: 'too many', retryAfterSeconds: 3 }));
    const answer = await post(api, question);
    expect(answer.status).toBe(529);
    expect(answer.headers.get('retry-after')).toBe('3');
    expect(await answer.json()).toMatchObject(typeOfError[dialect]);
    expect(api.exchanges.all).toMatchObject([{ outcome: 'refused', status: 529, usage: null }]);
  });

  test('a conversation that is too long is refused in the words of the dialect', async () => {
    const api = await modelApiForTest(() => contextOverflow());
    const answer = await post(api, question);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject(overflow[dialect]);
  });

  test('an error after the first text comes in the stream', async () => {
    const api = await modelApiForTest(() => [text('half'), status(500)]);
    const answer = await post(api, question);
    expect(answer.status).toBe(200);
    expect(eventsIn(await answer.text()).at(-1)?.data).toMatchObject(failureInStream[dialect]);
    expect(api.exchanges.all).toMatchObject([{ outcome: 'refused', usage: null }]);
  });

  test('a malformed stream holds what is no JSON', async () => {
    const api = await modelApiForTest(() => [text('half'), malformedStream()]);
    const answer = await post(api, question);
    const stream = await answer.text();
    expect(() => eventsIn(stream)).toThrow(SyntaxError);
    expect(api.exchanges.all).toMatchObject([{ outcome: 'broken' }]);
  });

  test.each([true, false])('a cut connection fails in the client (stream: %s)', async (stream) => {
    const api = await modelApiForTest(() => [text('half'), cutStream()]);
    const answer = await post(api, questions[dialect]('hello', stream));
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow('terminated');
    expect(api.exchanges.all).toMatchObject([{ outcome: 'broken' }]);
  });

  test('a reply that hangs is abandoned when its client goes', async () => {
    const api = await modelApiForTest(() => [text('half'), hang()]);
    const gone = new AbortController();
    const answer = await post(api, question, gone.signal);
    expect(answer.status).toBe(200);
    gone.abort();
    const exchange = await api.exchanges.ended('the client to go', () => true);
    expect(exchange).toMatchObject({ outcome: 'abandoned', usage: null });
  });

  test('what a reply waits for holds it back', async () => {
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const api = await modelApiForTest(() => [waitFor(gate), text('late')]);
    const answering = post(api, question);
    const exchange = await api.exchanges.arrived('the question', () => true);
    expect(exchange.outcome).toBe('open');
    release();
    expect((await answering).status).toBe(200);
    expect(await (await answering).text()).toContain('late');
  });
});
