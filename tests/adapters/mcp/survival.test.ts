import { once } from 'node:events';
import { request } from 'node:http';
import { ok } from '@contract/result.ts';
import { LoggingMessageNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeRooms } from '../../support/fake-rooms.ts';
import { listCall, McpBench, mcpHeaders, messagesOf, openSession, personToken, raw } from './mcp-bench.ts';

describe('the MCP door over time', () => {
  let bench: McpBench;
  let rooms: FakeRooms;

  beforeEach(() => {
    bench = new McpBench();
    rooms = new FakeRooms();
  });
  afterEach(() => bench.end());

  /** Closes a host and starts another on its port. */
  const restart = async (first: { port: number; close(): Promise<void> }) => {
    await first.close();
    return bench.serve(rooms, { port: first.port });
  };

  it('lets a client of an earlier host go on calling with its old session', async () => {
    const first = await bench.serve(rooms);
    const { client, transport } = await bench.connect(first.url, rooms.tokenOf('mgr_1_1'));
    const session = transport.sessionId;
    await client.callTool({ name: 'list', arguments: {} });
    await restart(first);
    const message = { to: 'exec_1', text: 'still here' };
    const answer = await bench.untilReached(() =>
      client.callTool({ name: 'sendMessage', arguments: message }),
    );
    expect(answer.isError).toBeUndefined();
    expect((await client.listTools()).tools).not.toEqual([]);
    await client.ping();
    expect(transport.sessionId).toBe(session);
    expect(rooms.calls.map(({ verb }) => verb)).toEqual(['instances.list', 'messages.send']);
    expect(rooms.calls[1]?.caller).toMatchObject({ kind: 'instance', id: 'mgr_1_1' });
  });

  it('adopts a session once for many calls that arrive together', async () => {
    const first = await bench.serve(rooms);
    const { client } = await bench.connect(first.url, rooms.tokenOf('exec_1'));
    await restart(first);
    const list = () => bench.untilReached(() => client.callTool({ name: 'list', arguments: {} }));
    const calls = Array.from({ length: 20 }, list);
    expect((await Promise.all(calls)).every(({ isError }) => isError === undefined)).toBe(true);
    expect(rooms.calls).toHaveLength(20);
  });

  it("hides an earlier host's session from another's token", async () => {
    const first = await bench.serve(rooms);
    const session = await openSession(first.url, rooms.tokenOf('mgr_1_1'));
    const second = await restart(first);
    const headers = mcpHeaders(personToken, { 'mcp-session-id': session });
    expect((await raw(second.url, { headers, body: listCall() })).status).toBe(404);
  });

  it('opens the event stream of an earlier session again', async () => {
    const first = await bench.serve(rooms);
    const token = rooms.tokenOf('mgr_1_1');
    const session = await openSession(first.url, token);
    const second = await restart(first);
    const headers = mcpHeaders(token, { 'mcp-session-id': session });
    const stream = request(second.url, { headers, agent: false }).end();
    const [response] = await once(stream, 'response');
    expect([response.statusCode, response.headers['content-type']]).toEqual([200, 'text/event-stream']);
    stream.destroy();
  });

  it('serves 50 clients at once, each as itself', async () => {
    const ids = Array.from({ length: 50 }, (_, at) => `spec_1_1_${at + 1}`);
    rooms = new FakeRooms(ids);
    const { url } = await bench.serve(rooms);
    const clients = await Promise.all(ids.map((id) => bench.connect(url, rooms.tokenOf(id))));
    const answers = await Promise.all(
      clients.flatMap(({ client }, at) =>
        [1, 2, 3].map((part) =>
          client.callTool({ name: 'reportProgress', arguments: { summary: `${ids[at]} part ${part}` } }),
        ),
      ),
    );
    expect(answers.map(({ structuredContent }) => structuredContent)).toMatchObject(
      ids.flatMap((id) => [{ id }, { id }, { id }]),
    );
    for (const { caller, input } of rooms.calls) {
      expect(input).toMatchObject({
        summary: expect.stringMatching(`^${caller.kind === 'instance' && caller.id} part`),
      });
    }
    expect(bench.errors()).toEqual([]);
  });

  it('lets old sessions of one token go, and takes them up again when used', async () => {
    const { url } = await bench.serve(rooms);
    const token = rooms.tokenOf('exec_1');
    const oldest = await openSession(url, token);
    for (let count = 0; count < 40; count++) await openSession(url, token);
    const headers = mcpHeaders(token, { 'mcp-session-id': oldest });
    const answer = await raw(url, { headers, body: listCall(3) });
    expect(messagesOf(answer)).toMatchObject([{ id: 3, result: { structuredContent: {} } }]);
  });

  it('closes with idle streams and idle connections open', async () => {
    const server = await bench.serve(rooms);
    const { client } = await bench.connect(server.url, rooms.tokenOf('exec_1'));
    // Any server-to-client handler will do: the SDK's client opens its stream after initialize by itself.
    client.setNotificationHandler(LoggingMessageNotificationSchema, () => undefined);
    const token = rooms.tokenOf('mgr_1_1');
    const session = await openSession(server.url, token);
    const stream = request(server.url, {
      headers: mcpHeaders(token, { 'mcp-session-id': session }),
      agent: false,
    }).end();
    const [response] = await once(stream, 'response');
    response.resume();
    const ended = once(response, 'close');
    await server.close();
    await ended;
    await expect(raw(server.url, { method: 'GET' })).rejects.toThrow(/ECONNREFUSED/);
    await server.close(); // Again is no error.
  });

  it('answers a call under way when it closes, so that no agent waits for nothing', async () => {
    const server = await bench.serve(rooms);
    const { client } = await bench.connect(server.url, rooms.tokenOf('exec_1'));
    let finish = (): void => undefined;
    const begun = new Promise<void>((resolve) => {
      rooms.on('instances.list', async () => {
        resolve();
        await new Promise<void>((done) => {
          finish = done;
        });
        return ok([]);
      });
    });
    const call = client.callTool({ name: 'list', arguments: {} });
    await begun;
    const [answer] = await Promise.all([call, server.close()]);
    finish();
    expect(answer.isError).toBe(true);
    expect(answer._meta).toMatchObject({
      'tutti/error': { code: 'no_host', remedy: expect.stringContaining('Wait') },
    });
  });
});
