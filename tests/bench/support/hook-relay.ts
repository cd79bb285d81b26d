import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Ground } from './ground.ts';

export interface HookCall {
  /** claude's own name of the hook. */
  readonly event: string;
  /** When its request was there, ms since 1970. */
  readonly at: number;
}

export interface HookRelay {
  readonly url: string;
  readonly calls: readonly HookCall[];
  /** The next call of a hook after the first `from` calls. */
  next(event: string, from: number): Promise<HookCall>;
}

/** Time as the page has it too: finer than milliseconds. */
export const now = (): number => performance.timeOrigin + performance.now();

/** Takes a CLI's hooks, notes when each one came, and hands it on to `?to=`; without it answers by itself. */
export const startHookRelay = async (ground: Ground): Promise<HookRelay> => {
  const calls: HookCall[] = [];
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => {
    const at = now();
    const take = async (): Promise<void> => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer); // no encoding was set
      const body = Buffer.concat(chunks).toString('utf8');
      calls.push({ event: String(JSON.parse(body).hook_event_name), at });
      for (const look of waiting) look();
      const to = new URL(request.url ?? '/', 'http://127.0.0.1').searchParams.get('to');
      const answer = to === null ? '{}' : await handOn(to, body, request.headers.authorization ?? '');
      response.writeHead(200, { 'content-type': 'application/json' }).end(answer);
    };
    take().catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ground.onEnd(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one
  const next = (event: string, from: number): Promise<HookCall> =>
    new Promise((resolve) => {
      const look = (): void => {
        const found = calls.slice(from).find((call) => call.event === event);
        if (found === undefined) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
  return { url: `http://127.0.0.1:${port}`, calls, next };
};

const handOn = async (to: string, body: string, authorization: string): Promise<string> => {
  const headers = { 'content-type': 'application/json', authorization };
  const answer = await fetch(to, { method: 'POST', headers, body });
  return answer.text();
};
