import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { otlpSink } from '../../../src-main/adapters/telemetry/otlp-sink.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** Answers with these, one after another; the last stays. */
const collector = async (...answers: { status: number; body?: string; to?: string }[]) => {
  const got: { headers: IncomingHttpHeaders; body: string }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (data: Buffer) => {
      body += data.toString();
    });
    request.on('end', () => {
      const answer = answers[Math.min(got.length, answers.length - 1)] ?? { status: 200 };
      got.push({ headers: request.headers, body });
      response.writeHead(answer.status, answer.to === undefined ? {} : { location: answer.to });
      response.end(answer.body ?? '{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  return { got, endpoint: `http://127.0.0.1:${port}/v1/traces` };
};

const sink = (env: Record<string, string> = {}) => otlpSink({ env, waits: [1, 1] });

test('spans are posted as JSON, with headers out of the environment', async () => {
  const { got, endpoint } = await collector({ status: 200 });
  const sent = await sink({ OTLP_AUTH: 'Bearer abc' }).send(
    { endpoint, headers: ['Authorization=OTLP_AUTH'] },
    '{"resourceSpans":[]}',
  );
  expect(sent).toEqual({ ok: true, value: undefined });
  expect(got).toHaveLength(1);
  expect(got[0]?.headers).toMatchObject({ 'content-type': 'application/json', authorization: 'Bearer abc' });
  expect(got[0]?.body).toBe('{"resourceSpans":[]}');
});

test('one that is busy is asked again, a few times and no more', async () => {
  const busy = await collector({ status: 503 }, { status: 429 }, { status: 200 });
  expect(await sink().send({ endpoint: busy.endpoint, headers: [] }, '{}')).toMatchObject({ ok: true });
  expect(busy.got).toHaveLength(3);
  const never = await collector({ status: 503, body: 'busy' });
  expect(await sink().send({ endpoint: never.endpoint, headers: [] }, '{}')).toMatchObject({
    ok: false,
    error: { code: 'refused', message: expect.stringContaining('503: busy') },
  });
  expect(never.got).toHaveLength(3);
});

test('a no is told at once, as are spans that were left out', async () => {
  const no = await collector({ status: 401, body: 'who are you' });
  expect(await sink().send({ endpoint: no.endpoint, headers: [] }, '{}')).toMatchObject({
    ok: false,
    error: { code: 'refused', message: expect.stringContaining('401: who are you') },
  });
  expect(no.got).toHaveLength(1);
  const partly = await collector({ status: 200, body: '{"partialSuccess":{"rejectedSpans":"3"}}' });
  expect(await sink().send({ endpoint: partly.endpoint, headers: [] }, '{}')).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining('3 spans were not taken') },
  });
});

test('a redirect is not followed: what a header holds is for one address', async () => {
  const other = await collector({ status: 200 });
  const first = await collector({ status: 307, to: other.endpoint });
  expect(
    await sink({ KEY: 'secret' }).send({ endpoint: first.endpoint, headers: ['x-key=KEY'] }, '{}'),
  ).toMatchObject({ ok: false });
  expect(other.got).toEqual([]);
});

test('a variable that is not set, and an endpoint that nobody listens on, are told', async () => {
  const { got, endpoint } = await collector({ status: 200 });
  expect(await sink().send({ endpoint, headers: ['Authorization=OTLP_AUTH'] }, '{}')).toMatchObject({
    ok: false,
    error: { code: 'bad_input', message: expect.stringContaining('OTLP_AUTH') },
  });
  expect(got).toEqual([]);
  expect(await sink().send({ endpoint: 'http://127.0.0.1:1/v1/traces', headers: [] }, '{}')).toMatchObject({
    ok: false,
    error: { code: 'timeout' },
  });
});
