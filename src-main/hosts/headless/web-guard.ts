import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { hostname } from 'node:os';

/** What the web door asks of a request before it looks at anything else. */
export interface WebGuard {
  /** Name of its cookie. Browsers share cookies between ports, so the port is part of it. */
  readonly cookie: string;
  /** The cookie's value: derived, so that what a browser keeps is not the person's token itself. */
  readonly pass: string;
  isToken(candidate: string): boolean;
  /** Whether the request shows the cookie or the token as its bearer. */
  admits(headers: IncomingHttpHeaders): boolean;
  /** Whether the Host header is an address of this machine: a foreign name is a page that had its own name rebound. */
  knowsHost(host: string | undefined): boolean;
  /** Whether a WebSocket may be opened: a browser says which page asks, and only our own may. */
  admitsSocket(headers: IncomingHttpHeaders): boolean;
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compares in a time that tells nothing of where they differ. */
const same = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other));

const bearerOf = (headers: IncomingHttpHeaders): string | null =>
  /^Bearer ([\x21-\x7e]+)$/i.exec(headers.authorization ?? '')?.[1] ?? null;

const cookieOf = (headers: IncomingHttpHeaders, name: string): string | null => {
  for (const pair of (headers.cookie ?? '').split(';')) {
    const [key, ...value] = pair.split('=');
    if (key?.trim() === name) return value.join('=').trim();
  }
  return null;
};

/** `name` and `port` of a Host header; null when it is none. */
const hostOf = (header: string): URL | null => {
  // A Host header is a name and a port alone: anything that a URL would read as more is refused.
  if (!/^[\w.:[\]-]+$/.test(header)) return null;
  return URL.canParse(`http://${header}`) ? new URL(`http://${header}`) : null;
};

/** `names`: host names beside localhost and this machine's own under which the door may be called. */
export const createWebGuard = (token: string, port: number, names: readonly string[]): WebGuard => {
  const cookie = `tutti-${port}`;
  const pass = digest(`tutti web monitor ${port} ${token}`).toString('base64url');
  const known = new Set(['localhost', hostname().toLowerCase(), ...names.map((name) => name.toLowerCase())]);

  const knowsHost = (header: string | undefined): boolean => {
    const url = header === undefined ? null : hostOf(header);
    if (!url) return false;
    // An address can't be rebound as a name can.
    return isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0 || known.has(url.hostname);
  };
  const admits = (headers: IncomingHttpHeaders): boolean => {
    const bearer = bearerOf(headers);
    if (bearer !== null) return same(bearer, token);
    const shown = cookieOf(headers, cookie);
    return shown !== null && same(shown, pass);
  };
  return {
    cookie,
    pass,
    isToken: (candidate) => same(candidate, token),
    admits,
    knowsHost,
    admitsSocket: (headers) => {
      if (!knowsHost(headers.host) || !admits(headers)) return false;
      if (headers.origin !== undefined) return headers.origin === `http://${headers.host}`;
      // No page asks: a program, which has no browser's cookie but the token.
      return bearerOf(headers) !== null;
    },
  };
};
