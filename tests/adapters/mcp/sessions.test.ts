import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { beforeEach, describe, expect, it } from 'vitest';
import { Sessions } from '../../../src-main/adapters/mcp/sessions.ts';
import type { Caller } from '../../../src-main/core/model/caller.ts';
import { memoryLog } from '../../support/memory-log.ts';
import { initialize, mcpHeaders } from './mcp-bench.ts';

const caller: Caller = { kind: 'person', door: 'mcp', readOnly: false };
const ping = '{"jsonrpc":"2.0","id":9,"method":"ping"}';

describe('the sessions of a process', () => {
  let made: McpServer[];
  let ended: Set<string>;

  beforeEach(() => {
    made = [];
    ended = new Set();
  });

  const fresh = (): Sessions =>
    new Sessions({
      serverFor: () => {
        const server = new McpServer({ name: 'test', version: '1' });
        made.push(server);
        return server;
      },
      isValid: (token) => !ended.has(token),
      log: memoryLog(),
    });
  const post = (sessions: Sessions, token: string, body: string, more: Record<string, string> = {}) => {
    const request = new Request('http://127.0.0.1/mcp', {
      method: 'POST',
      headers: mcpHeaders(token, more),
      body,
    });
    return sessions.handle(request, token, caller);
  };
  const open = async (sessions: Sessions, token: string): Promise<string> =>
    (await post(sessions, token, initialize)).headers.get('mcp-session-id') ?? '';
  const pingIn = (sessions: Sessions, token: string, id: string) =>
    post(sessions, token, ping, { 'mcp-session-id': id });

  it('are one server each, and the same for all requests of one', async () => {
    const sessions = fresh();
    const id = await open(sessions, 'a');
    for (let count = 0; count < 3; count++) expect((await pingIn(sessions, 'a', id)).status).toBe(200);
    expect([sessions.size, made.length]).toEqual([1, 1]);
  });

  it('adopt one of an earlier process once, however many requests come together', async () => {
    const id = await open(fresh(), 'a');
    const later = fresh();
    const answers = await Promise.all(Array.from({ length: 10 }, () => pingIn(later, 'a', id)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect([later.size, made.length]).toEqual([1, 2]);
  });

  it('keep the share of one token small, and leave those of others alone', async () => {
    const sessions = fresh();
    const other = await open(sessions, 'b');
    for (let count = 0; count < 40; count++) await open(sessions, 'a');
    expect(sessions.size).toBe(17);
    const before = made.length;
    expect((await pingIn(sessions, 'b', other)).status).toBe(200);
    expect(made.length).toBe(before);
  });

  it('let go of those whose token has ended', async () => {
    const sessions = fresh();
    await open(sessions, 'a');
    await open(sessions, 'b');
    ended.add('a');
    await open(sessions, 'b');
    expect(sessions.size).toBe(2);
    expect(made.map((server) => server.isConnected())).toEqual([false, true, true]);
  });

  it('keep nothing of an initialize that is refused', async () => {
    const sessions = fresh();
    const answer = await post(sessions, 'a', initialize, { accept: 'text/html' });
    expect([answer.status, sessions.size]).toEqual([406, 0]);
    expect(made.map((server) => server.isConnected())).toEqual([false]);
  });

  it('end together', async () => {
    const sessions = fresh();
    await open(sessions, 'a');
    await open(sessions, 'b');
    await sessions.close();
    expect(sessions.size).toBe(0);
    expect(made.map((server) => server.isConnected())).toEqual([false, false]);
  });
});
