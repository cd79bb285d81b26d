import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface BearerProxy {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Adds a bearer token to every request, for clients that can't be given one. The Host is passed on as it came, but for
 * the proxy's own, which becomes the target's: a forged Host still reaches the target.
 */
export const startBearerProxy = async (targetPort: number, token: string): Promise<BearerProxy> => {
  const server = createServer((incoming, outgoing) => {
    const own = (server.address() as AddressInfo).port;
    const host = incoming.headers.host?.replace(new RegExp(`:${own}$`), `:${targetPort}`);
    const headers = { ...incoming.headers, host, authorization: `Bearer ${token}` };
    const { method, url: path } = incoming;
    const onward = request({ host: '127.0.0.1', port: targetPort, method, path, headers, agent: false });
    onward.on('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      outgoing.flushHeaders();
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    outgoing.on('close', () => onward.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
