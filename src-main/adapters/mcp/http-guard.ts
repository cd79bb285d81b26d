import { createHash, timingSafeEqual } from 'node:crypto';
import { refuse, rpc } from './http-answers.ts';

const loopbackNames = new Set(['127.0.0.1', 'localhost', '[::1]']);

const isLoopbackOrigin = (origin: string): boolean => {
  // An opaque origin ("null": a sandboxed frame, a file) does not parse, and is refused with the rest.
  if (!URL.canParse(origin)) return false;
  const { protocol, hostname } = new URL(origin);
  return (protocol === 'http:' || protocol === 'https:') && loopbackNames.has(hostname);
};

const isOwnHost = (host: string, port: number): boolean => {
  const [, name, at] = /^(\[::1\]|[^:]+):(\d+)$/.exec(host.toLowerCase()) ?? [];
  return name !== undefined && loopbackNames.has(name) && Number(at) === port;
};

/**
 * Refuses (403) what a web page made a browser send: a Host that is not this listener (a name that was re-bound to
 * loopback) or an Origin that is not loopback. Answers null when the request may go on.
 */
export const guardAgainstWebPages = (headers: Headers, port: number): Response | null => {
  const host = headers.get('host') ?? '';
  if (!isOwnHost(host, port)) {
    return refuse(403, rpc.transport, {
      code: 'refused',
      message: `The Host header "${host}" is not this server.`,
      remedy: `Call http://127.0.0.1:${port} directly.`,
      field: 'Host',
    });
  }
  const origin = headers.get('origin');
  if (origin === null || isLoopbackOrigin(origin)) return null;
  return refuse(403, rpc.transport, {
    code: 'refused',
    message: `A page of "${origin}" may not call this server.`,
    remedy: 'Call it from a program on this machine, or from a page of a loopback address.',
    field: 'Origin',
  });
};

/** The token of `Authorization: Bearer …`, or null. */
export const bearerOf = (headers: Headers): string | null =>
  /^Bearer +([\w.~+/=-]+) *$/i.exec(headers.get('authorization') ?? '')?.[1] ?? null;

/** Compares without telling by its time where the two differ; hashing first makes the lengths equal. */
export const sameSecret = (left: string, right: string): boolean =>
  timingSafeEqual(createHash('sha256').update(left).digest(), createHash('sha256').update(right).digest());

/** 401. `token` is what was sent, if anything. */
export const demandToken = (token: string | null): Response => {
  const [message, challenge] =
    token === null
      ? ['No bearer token was sent.', 'Bearer realm="tutti"']
      : [
          'This bearer token is unknown, or its instance has ended.',
          'Bearer realm="tutti", error="invalid_token"',
        ];
  return refuse(
    401,
    rpc.transport,
    {
      code: 'refused',
      message,
      remedy: 'Send "Authorization: Bearer TOKEN" with the token that this instance was launched with.',
      field: 'Authorization',
    },
    { 'www-authenticate': challenge },
  );
};
