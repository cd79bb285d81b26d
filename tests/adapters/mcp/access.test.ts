import { createServer } from 'node:net';
import type { HookReply } from '@contract/agent-signs.ts';
import { ok } from '@contract/result.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bodyLimit } from '../../../src-main/adapters/mcp/request-body.ts';
import { type RunningMcpServer, startMcpServer } from '../../../src-main/adapters/mcp/start-mcp-server.ts';
import { anInstance, FakeRooms } from '../../support/fake-rooms.ts';
import {
  initialize,
  listCall,
  McpBench,
  mcpHeaders,
  messagesOf,
  openSession,
  personToken,
  raw,
} from './mcp-bench.ts';

describe('the MCP door', () => {
  let bench: McpBench;
  let rooms: FakeRooms;
  let server: RunningMcpServer;
  let token: string;

  beforeEach(async () => {
    bench = new McpBench();
    rooms = new FakeRooms();
    token = rooms.tokenOf('mgr_1_1');
    server = await bench.serve(rooms);
  });
  afterEach(() => bench.end());

  const base = (): string => `http://127.0.0.1:${server.port}`;

  it('listens on 127.0.0.1, and says where', () => {
    expect(server.url).toBe(`${base()}/mcp`);
    expect(server.hookUrl).toBe(`${base()}/hook`);
  });

  it('leaves the health check open, which tells nothing', async () => {
    const answer = await raw(`${base()}/health`, { method: 'GET' });
    expect([answer.status, answer.text]).toEqual([200, '{"ok":true}']);
    expect((await raw(`${base()}/health`, {})).status).toBe(405);
  });

  describe.each([
    ['POST', '/mcp'],
    ['GET', '/mcp'],
    ['DELETE', '/mcp'],
    ['PUT', '/mcp'],
    ['POST', '/hook'],
    ['GET', '/hook'],
  ])('%s %s', (method, path) => {
    it.each([
      ['no token', undefined, 'Bearer realm="tutti"'],
      ['an empty token', 'Bearer ', 'Bearer realm="tutti"'],
      ['another scheme', 'Basic dXNlcjpwYXNz', 'Bearer realm="tutti"'],
      ['an unknown token', 'Bearer nobody', 'Bearer realm="tutti", error="invalid_token"'],
      ['a token with more behind it', `Bearer ${personToken} x`, 'Bearer realm="tutti"'],
      ['a longer token', `Bearer ${personToken}x`, 'Bearer realm="tutti", error="invalid_token"'],
    ])('answers 401 to %s', async (_what, authorization, challenge) => {
      const { authorization: _left, ...without } = mcpHeaders(token);
      const headers = authorization === undefined ? without : { ...without, authorization };
      const answer = await raw(`${base()}${path}`, { method, headers });
      expect(answer.status).toBe(401);
      expect(answer.headers['www-authenticate']).toBe(challenge);
      expect(messagesOf(answer)).toMatchObject([
        { error: { data: { code: 'refused', field: 'Authorization' } } },
      ]);
      expect(answer.text).toContain('Authorization: Bearer TOKEN');
      expect(rooms.calls).toEqual([]);
    });
  });

  it('takes the token in the header alone, its scheme in any case', async () => {
    const { authorization: _left, ...without } = mcpHeaders(token);
    expect((await raw(`${server.url}?token=${token}`, { headers: without, body: initialize })).status).toBe(
      401,
    );
    const lower = await raw(server.url, {
      headers: { ...without, authorization: `bearer ${token}` },
      body: initialize,
    });
    expect(lower.status).toBe(200);
  });

  it('has nothing at other paths', async () => {
    expect((await raw(`${base()}/`, { method: 'GET' })).status).toBe(404);
    expect((await raw(`${base()}/.well-known/oauth-protected-resource`, { method: 'GET' })).status).toBe(404);
  });

  it('checks the token at each request: one that ends ends its sessions', async () => {
    const session = await openSession(server.url, token);
    const headers = mcpHeaders(token, { 'mcp-session-id': session });
    expect((await raw(server.url, { headers, body: listCall() })).status).toBe(200);
    rooms.revoke(token);
    expect((await raw(server.url, { headers, body: listCall() })).status).toBe(401);
  });

  it.each([
    ['127.0.0.1:PORT', 200],
    ['localhost:PORT', 200],
    ['LOCALHOST:PORT', 200],
    ['[::1]:PORT', 200],
    ['127.0.0.1', 403],
    ['localhost:1', 403],
    ['evil.example.com', 403],
    ['evil.example.com:PORT', 403],
    ['127.0.0.1.evil.example.com:PORT', 403],
    ['localhost.evil.example.com:PORT', 403],
    ['0.0.0.0:PORT', 403],
    ['192.168.0.1:PORT', 403],
  ])('with Host %s answers %i', async (host, status) => {
    const headers = mcpHeaders(token, { host: host.replace('PORT', String(server.port)) });
    expect((await raw(server.url, { headers, body: initialize })).status).toBe(status);
    expect((await raw(`${base()}/health`, { method: 'GET', headers })).status).toBe(status);
  });

  it.each([
    ['http://localhost:PORT', 200],
    ['http://127.0.0.1:1234', 200],
    ['https://localhost', 200],
    ['http://[::1]:9', 200],
    ['http://evil.example.com', 403],
    ['http://localhost.evil.example.com', 403],
    ['http://127.0.0.1.evil.example.com:PORT', 403],
    ['null', 403],
    ['file://', 403],
    ['nonsense', 403],
  ])('with Origin %s answers %i', async (origin, status) => {
    const headers = mcpHeaders(token, { origin: origin.replace('PORT', String(server.port)) });
    expect((await raw(server.url, { headers, body: initialize })).status).toBe(status);
    const hook = await raw(server.hookUrl, { headers, body: '{"event":"busy"}' });
    expect(hook.status).toBe(status);
  });

  it.each([
    ['declared', {}],
    ['sent in chunks', { 'transfer-encoding': 'chunked' }],
  ])('refuses a body over 4 MB, its length %s, and goes on', async (_how, more: Record<string, string>) => {
    const body = JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'ping',
      params: { x: 'x'.repeat(bodyLimit) },
    });
    for (const url of [server.url, server.hookUrl]) {
      const answer = await raw(url, { headers: mcpHeaders(token, more), body });
      expect(answer.status).toBe(413);
      expect(answer.text).toContain('Send less at once');
    }
    await openSession(server.url, token);
    expect(rooms.calls).toEqual([]);
  });

  it('takes a message of the longest text', async () => {
    const { client } = await bench.connect(server.url, token);
    const text = '€'.repeat(1_000_000);
    expect(
      (await client.callTool({ name: 'sendMessage', arguments: { to: 'exec_1', text } })).isError,
    ).toBeUndefined();
    expect(rooms.calls[0]?.input).toEqual({ to: 'exec_1', text, priority: 'normal' });
  });

  it.each([
    ['no JSON', '{"jsonrpc":', 400, -32700],
    ['nothing', '', 400, -32700],
    ['broken UTF-8', undefined, 400, -32700],
    ['JSON that is no JSON-RPC', '{"hello":1}', 400, -32700],
    ['a number', '7', 400, -32700],
  ])('answers %s with a JSON-RPC error', async (_what, body, status, code) => {
    const session = await openSession(server.url, token);
    const answer = await fetch(server.url, {
      method: 'POST',
      headers: mcpHeaders(token, { 'mcp-session-id': session }),
      body: body ?? new Uint8Array([0x22, 0xff, 0x22]),
    });
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ jsonrpc: '2.0', id: null, error: { code } });
  });

  it('answers an unknown method, and one without a session', async () => {
    const session = await openSession(server.url, token);
    const body = '{"jsonrpc":"2.0","id":5,"method":"no/such"}';
    const known = await raw(server.url, { headers: mcpHeaders(token, { 'mcp-session-id': session }), body });
    expect(messagesOf(known)).toMatchObject([{ id: 5, error: { code: -32601 } }]);
    const without = await raw(server.url, { headers: mcpHeaders(token), body });
    expect(without.status).toBe(400);
    expect(without.text).toContain('initialize request first');
  });

  it('answers every call of a batch', async () => {
    const session = await openSession(server.url, token);
    const headers = mcpHeaders(token, { 'mcp-session-id': session });
    const answer = await raw(server.url, { headers, body: `[${listCall(7)},${listCall(8)}]` });
    expect(messagesOf(answer).map(({ id }) => id)).toEqual([7, 8]);
    expect(rooms.calls).toHaveLength(2);
    const hidden = await raw(server.url, { headers, body: `[${initialize},${listCall(8)}]` });
    expect(hidden.status).toBe(400);
    expect(rooms.calls).toHaveLength(2);
  });

  it.each(['POST', 'GET', 'DELETE'])("hides a session from another's token: %s", async (method) => {
    const session = await openSession(server.url, token);
    for (const thief of [rooms.tokenOf('spec_1_1_1'), rooms.tokenOf('mgr_1_1'), personToken]) {
      const headers = mcpHeaders(thief, { 'mcp-session-id': session });
      const answer = await raw(server.url, {
        method,
        headers,
        ...(method === 'POST' && { body: listCall() }),
      });
      expect(answer.status).toBe(404);
      expect(messagesOf(answer)).toMatchObject([{ error: { code: -32001 } }]);
    }
    const headers = mcpHeaders(token, { 'mcp-session-id': session });
    expect((await raw(server.url, { headers, body: listCall() })).status).toBe(200);
    expect(rooms.calls).toMatchObject([{ caller: { id: 'mgr_1_1' } }]);
  });

  it.each(['made-up', 'a.b', `${'0'.repeat(32)}.${'0'.repeat(32)}`, '.'])(
    'knows no session %s',
    async (session) => {
      const headers = mcpHeaders(token, { 'mcp-session-id': session });
      expect((await raw(server.url, { headers, body: listCall() })).status).toBe(404);
    },
  );

  it('ends a session for good when its client says so', async () => {
    const session = await openSession(server.url, token);
    const headers = mcpHeaders(token, { 'mcp-session-id': session });
    expect((await raw(server.url, { method: 'DELETE', headers })).status).toBe(200);
    expect((await raw(server.url, { headers, body: listCall() })).status).toBe(404);
  });

  it('says that a port is taken, and what to do', async () => {
    const rival = createServer();
    await new Promise<void>((resolve) => rival.listen(0, '127.0.0.1', resolve));
    const { port } = rival.address() as { port: number };
    const started = await startMcpServer({
      rooms,
      personToken,
      port,
      log: bench.log,
      version: '1',
      duties: async (role) => role,
    });
    await new Promise((resolve) => rival.close(resolve));
    expect(started).toMatchObject({ ok: false, error: { code: 'port_in_use', field: 'port' } });
    if (!started.ok) expect(started.error.remedy).toContain('0 picks a free one');
  });

  describe('for hooks', () => {
    const hook = (body: string, bearer = token) => raw(server.hookUrl, { headers: mcpHeaders(bearer), body });

    it("tells the rooms what an agent's hook says, as that instance", async () => {
      const answer = await hook('{"event":"prompt","text":"hi\\n","message":"msg_3","extra":1}');
      expect([answer.status, answer.text]).toEqual([200, '{"ok":true}']);
      expect(rooms.calls).toEqual([
        {
          caller: { kind: 'instance', id: 'mgr_1_1', run: 1, door: 'hook' },
          verb: 'instances.hook',
          input: { event: 'prompt', text: 'hi\n', message: 'msg_3' },
        },
      ]);
    });

    it.each([
      ['{"event":"sleep"}', 400, 'event'],
      ['[]', 400, ''],
      ['{"event":"prompt","message":"x"}', 400, 'message'],
    ])('refuses %s', async (body, status, field) => {
      const answer = await hook(body);
      expect(answer.status).toBe(status);
      expect(JSON.parse(answer.text)).toMatchObject({ error: { code: 'bad_input', field } });
      expect(rooms.calls).toEqual([]);
    });

    it('refuses what is no JSON', async () => {
      expect((await hook('{')).status).toBe(400);
    });

    it('answers a CLI’s own hook in its words where there is something to say, and with nothing else', async () => {
      const read = () => [{ event: 'ready' } as const];
      const answer = (reply: HookReply) => ({ said: reply.kind === 'message' ? reply.text : '' });
      const other = await bench.serve(rooms, {
        hookDialects: { plain: { read }, speaking: { read, answer } },
      });
      const at = (name: string) => `${other.hookUrl}/${name}`;
      const post = (name: string) => raw(at(name), { headers: mcpHeaders(token), body: '{"any":"thing"}' });
      expect((await post('plain')).text).toBe('{}');
      expect((await post('speaking')).text).toBe('{}');
      rooms.on('instances.hook', () =>
        ok({ instance: anInstance('mgr_1_1'), reply: { kind: 'message', text: 'tab\t' } }),
      );
      expect((await post('plain')).text).toBe('{}');
      expect(JSON.parse((await post('speaking')).text)).toEqual({ said: 'tab\t' });
    });

    it('hands on what the rooms refuse, and hides a bug', async () => {
      expect((await hook('{"event":"busy"}', personToken)).status).toBe(400);
      rooms.on('instances.hook', () => {
        throw new Error('boom');
      });
      const answer = await hook('{"event":"busy"}');
      expect(answer.status).toBe(500);
      expect(answer.text).not.toContain('boom');
      expect(bench.errors()).toHaveLength(1);
    });
  });
});
