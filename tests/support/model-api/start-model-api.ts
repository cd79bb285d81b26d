import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AnswerRoom } from './answer-room.ts';
import { sendJson } from './answer-writer.ts';
import { dialects } from './dialects/all.ts';
import type { WireRequest } from './dialects/dialect.ts';
import type { Exchanges } from './exchanges.ts';
import { answerPlainly } from './plain-routes.ts';
import { jsonIn } from './reading-json.ts';
import type { Script } from './script.ts';

export interface ModelApi {
  /** http://127.0.0.1:PORT, without a path: each CLI's home adds what it needs. */
  readonly url: string;
  readonly exchanges: Exchanges;
  /** Requests that are no question to a model: `GET /v1/models`, telemetry. Method and path. */
  readonly others: readonly string[];
  /** Takes effect with the next request. */
  setScript(script: Script): void;
  /** Ends all connections. Rejects with what the script threw, if it did. */
  stop(): Promise<void>;
}

export interface ModelApiOptions {
  readonly script: Script;
  /** Instead of the built-in answers to what the CLIs ask for themselves. */
  readonly sideScript?: Script;
}

/** Starts the scripted model server on a free port of 127.0.0.1. */
export const startModelApi = async ({ script, sideScript }: ModelApiOptions): Promise<ModelApi> => {
  const room = new AnswerRoom(script, sideScript);
  const others: string[] = [];
  const server = createServer((incoming, response) => {
    serve(incoming, response, room, others).catch((error: unknown) => {
      room.mistakes.push(error);
      response.destroy();
    });
  });
  // A client keeps its connections open between turns, however long a person thinks.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one
  return {
    url: `http://127.0.0.1:${port}`,
    exchanges: room.exchanges,
    others,
    setScript: (next) => room.setScript(next),
    stop: () => stop(server, room),
  };
};

const serve = async (
  incoming: IncomingMessage,
  response: ServerResponse,
  room: AnswerRoom,
  others: string[],
): Promise<void> => {
  const wire = await readWire(incoming);
  if (incoming.method === 'POST') {
    for (const spoken of dialects) {
      const parsed = spoken.parse(wire);
      if (parsed !== null) return room.answer({ wire, parsed, spoken }, response);
    }
  }
  others.push(`${incoming.method} ${wire.path}`);
  const { status, body } = answerPlainly(incoming.method ?? 'GET', wire);
  sendJson(response, status, body);
};

const readWire = async (incoming: IncomingMessage): Promise<WireRequest> => {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer); // no encoding was set: they are buffers
  const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://127.0.0.1');
  const text = Buffer.concat(chunks).toString('utf8');
  return { path: pathname, query: searchParams, headers: headersOf(incoming), body: jsonIn(text) };
};

const headersOf = (incoming: IncomingMessage): Readonly<Record<string, string>> => {
  const pairs = Object.entries(incoming.headers).map(([name, value]) => [name, [value].flat().join(', ')]);
  return Object.fromEntries(pairs);
};

const stop = async (server: Server, room: AnswerRoom): Promise<void> => {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  await room.close();
  server.closeAllConnections();
  await closed;
  if (room.mistakes.length > 0) throw new AggregateError(room.mistakes, 'the model script failed');
};
