import type { TuttiEvent } from '@contract/events.ts';
import type { Message } from '@contract/messages.ts';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FrameClient } from '../../src-main/hosts/frame-client/frame-client.ts';
import {
  done,
  endPids,
  eventually,
  HeadlessWorld,
  instancesOf,
  isAlive,
  type ServedHost,
  untilStates,
} from '../support/headless-host.ts';
import { countOf, recordOf, spawnTwelve, writeRecorder } from './crew.ts';

/** Twelve agents on two busy cores take their time. */
const slow = 120_000;

const living = ['ready', 'busy', 'done'] as const;

let world: HeadlessWorld;
let host: ServedHost;
let client: FrameClient;
let ids: string[];

beforeAll(async () => {
  world = new HeadlessWorld();
  writeRecorder(world);
  host = await world.serve();
  client = await world.connect();
  ids = await spawnTwelve(client);
  await untilStates(client, living);
}, slow);

afterAll(() => world.end(), slow);

const startAgain = async (): Promise<void> => {
  host = await world.serve();
  client = await world.connect();
};

const allEvents = async (after = 0): Promise<TuttiEvent[]> => {
  const all: TuttiEvent[] = [];
  for (let from = after; ; ) {
    const some = done(await client.call('events.list', { after: from, limit: 5000 }));
    all.push(...some);
    const last = some.at(-1);
    if (last === undefined) return all;
    from = last.seq;
  }
};

const lastSeq = async (): Promise<number> => done(await client.call('view.get', {})).seq;

let sent = 0;

/** Sends to everyone, one after the other each, until the host goes away. Answers what was acknowledged. */
const sendUntilGone = async (acknowledged: { id: string; text: string }[]): Promise<void> => {
  const to = async (id: string): Promise<void> => {
    for (;;) {
      const text = `number ${++sent} for ${id}.`;
      const answer = await client.call('messages.send', { to: id, text });
      if (!answer.ok) return;
      acknowledged.push({ id: answer.value.id, text });
      // Not faster than they are taken: the interesting moment is in the middle of a delivery, not in a queue.
      const waits = async (): Promise<boolean> => {
        const now = await client.call('messages.get', { message: answer.value.id });
        return now.ok && (now.value.state === 'queued' || now.value.state === 'delivering');
      };
      while (await waits()) await new Promise((wake) => setTimeout(wake, 5));
    }
  };
  await Promise.all(ids.map(to));
};

const settledMessages = (): Promise<Message[]> =>
  eventually('every message is settled', async () => {
    const all = done(await client.call('view.get', {})).messages.flat();
    return all.every(({ state }) => state !== 'queued' && state !== 'delivering') && all;
  });

/** Everything that an instance was shown. */
const seenBy = async (id: string): Promise<string> =>
  id.startsWith('spec')
    ? recordOf(world, id).toString('utf8')
    : done(await client.call('instances.read', { id, lines: 10_000 })).lines.join('\n');

/** Calls the host as an agent does, over and over. Answers with the HTTP statuses there were; nobody there is none. */
const callWhile = (pid: number): { stop(): Promise<number[]> } => {
  const { TUTTI_HOOK_URL: url = '', TUTTI_TOKEN: token } = world.environmentOf(pid);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  let calling = true;
  const calls = (async () => {
    const statuses: number[] = [];
    while (calling) {
      const answer = await fetch(url, { method: 'POST', headers, body: '{"event":"ready"}' }).catch(
        () => null,
      );
      if (answer !== null) statuses.push(answer.status);
      await new Promise((wake) => setTimeout(wake, 2));
    }
    return statuses;
  })();
  return {
    stop: () => {
      calling = false;
      return calls;
    },
  };
};

describe('a run of twelve', () => {
  it(
    'outlives a host that is killed in the middle of it, twice, and loses and doubles nothing',
    async () => {
      const before = await instancesOf(client);
      const acknowledged: { id: string; text: string }[] = [];
      const followed: TuttiEvent[] = [];
      for (const round of [1, 2]) {
        const from = await lastSeq();
        const wanted = acknowledged.length + 40;
        client.follow(
          'events.follow',
          { after: followed.at(-1)?.seq ?? 0 },
          {
            item: (events) => followed.push(...events),
            end: () => undefined,
          },
        );
        const sending = sendUntilGone(acknowledged);
        await eventually('messages are under way', () => acknowledged.length >= wanted);
        await host.end('SIGKILL');
        await sending;
        await startAgain();

        const events = await allEvents();
        expect(events.slice(0, followed.length)).toEqual(followed);
        expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at + 1));
        const since = events.filter(({ seq }) => seq > from);
        const adopted = since.filter((event) => event.kind === 'instance.adopted');
        expect(adopted.map(({ data }) => data.id).sort(), `round ${round}`).toEqual([...ids].sort());
        const gaps = since.filter((event) => event.kind === 'terminal.gapped');
        expect(gaps.map(({ data }) => [data.id, data.reason]).sort()).toEqual(
          ids.map((id) => [id, 'the host was away']).sort(),
        );
        followed.splice(0, followed.length, ...events);
      }
      const after = await instancesOf(client);
      expect(after.map(({ id, pid, incarnation }) => ({ id, pid, incarnation }))).toEqual(
        before.map(({ id, pid, incarnation }) => ({ id, pid, incarnation })),
      );

      const messages = await settledMessages();
      expect(messages.filter(({ state }) => state !== 'accepted')).toEqual([]);
      const known = new Set(messages.map(({ id }) => id));
      expect(acknowledged.filter(({ id }) => !known.has(id))).toEqual([]);
      // What was stored though its sender never heard so counts as well.
      for (const id of ids) {
        const seen = await seenBy(id);
        const mine = messages.filter(({ to }) => to === id);
        expect(mine.length).toBeGreaterThan(0);
        const counts = mine.map(({ preview }) => [preview, countOf(seen, preview)]);
        expect(counts).toEqual(mine.map(({ preview }) => [preview, 1]));
        expect(seen).not.toContain('has come before');
      }
    },
    slow,
  );

  it('goes on calling with the tokens and the address it had', async () => {
    const message = done(await client.call('messages.send', { to: 'exec_1', text: 'after the restart' }));
    await eventually('it is accepted', async () => {
      const now = done(await client.call('messages.get', { message: message.id }));
      return now.state === 'accepted' && now.witness === 'hook';
    });
    const [agent] = await instancesOf(client);
    const own = world.environmentOf(agent?.pid ?? 0);
    const tools = new Client({ name: 'test', version: '1' });
    const transport = new StreamableHTTPClientTransport(new URL(own.TUTTI_MCP_URL ?? ''), {
      requestInit: { headers: { authorization: `Bearer ${own.TUTTI_TOKEN}` } },
    });
    // The SDK's own types disagree under exactOptionalPropertyTypes (its sessionId).
    await tools.connect(transport as Transport);
    const listed = await tools.callTool({ name: 'list', arguments: {} });
    await tools.close();
    expect(listed.isError ?? false).toBe(false);
    expect(JSON.stringify(listed)).toContain('spec_1_1_1');
  });

  it('goes on when the control client is killed; the gap is told once', async () => {
    const from = await lastSeq();
    const clients = world.tmuxClients(host);
    expect(clients).toHaveLength(1);
    await endPids(clients);
    const gaps = await eventually('the gap is told', async () => {
      const found = (await allEvents(from)).filter((event) => event.kind === 'terminal.gapped');
      return found.length > 0 && found;
    });
    expect(gaps.map(({ data }) => data.id)).toEqual([null]);
    const message = done(await client.call('messages.send', { to: 'spec_1_1_1', text: 'still there?' }));
    await eventually('it is accepted', async () => {
      return done(await client.call('messages.get', { message: message.id })).state === 'accepted';
    });
    expect(countOf(await seenBy('spec_1_1_1'), 'still there?')).toBe(1);
    expect((await instancesOf(client)).every(({ state }) => state !== 'crashed')).toBe(true);
  });

  it(
    'ends five times on SIGTERM and is found again each time, at the same address',
    async () => {
      const { mcp, token } = host.ready;
      const before = await instancesOf(client);
      const calling = callWhile(before[0]?.pid ?? 0);
      for (let round = 0; round < 5; round++) {
        expect(await host.end()).toEqual({ status: 0, signal: null });
        await startAgain();
        expect(host.ready).toMatchObject({ mcp, token });
      }
      const answers = await calling.stop();
      expect(answers.length).toBeGreaterThan(5);
      expect(answers.filter((status) => status >= 300)).toEqual([]);
      const after = await instancesOf(client);
      expect(after.map(({ id, pid }) => [id, pid])).toEqual(before.map(({ id, pid }) => [id, pid]));
      expect(after.filter(({ state }) => state === 'crashed')).toEqual([]);
    },
    slow,
  );

  it(
    'has crashed when the tmux server is killed, and comes back a few at a time',
    async () => {
      const from = await lastSeq();
      const server = await world.tmuxServer();
      if (server === null) throw new Error('there is no tmux server');
      const killedAt = Date.now();
      process.kill(server, 'SIGKILL');
      const asked = client.call('status.get', {});
      expect((await asked).ok).toBe(true);
      await untilStates(client, ['crashed']);
      const crashes = (await allEvents(from)).filter(
        (event) => event.kind === 'instance.changed' && event.data.to === 'crashed',
      );
      expect(crashes).toHaveLength(ids.length);
      console.info(`tmux killed: all ${ids.length} crashed after ${(crashes.at(-1)?.at ?? 0) - killedAt} ms`);
      await eventually(
        'a new server is up',
        async () => done(await client.call('view.get', {})).terminals === 'up',
      );

      const again = await world.json(['restart', '--crashed']);
      expect([...again].sort()).toEqual([...ids].sort());
      await untilStates(client, living);
      const events = await allEvents(from);
      const starting = new Set<string>();
      let most = 0;
      for (const event of events) {
        if (event.kind !== 'instance.changed') continue;
        const { id, to } = event.data;
        if (to === 'starting' || to === 'confirming') starting.add(id);
        else starting.delete(id);
        most = Math.max(most, starting.size);
      }
      expect(most).toBeGreaterThan(0);
      expect(most).toBeLessThanOrEqual(3);
      expect((await instancesOf(client)).every(({ incarnation }) => incarnation === 2)).toBe(true);
      // Nothing of the first lives is left beside the second ones.
      const pids = new Set((await instancesOf(client)).map(({ pid }) => pid));
      expect([...pids].every((pid) => pid !== null && isAlive(pid))).toBe(true);
      await eventually('no program of a first life runs', () => world.marked().length === ids.length);
    },
    slow,
  );
});
