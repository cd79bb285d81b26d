import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { encodeFrame } from '@contract/frames.ts';
import { progressOfRun } from '@contract/progress.ts';
import { fail, ok } from '@contract/result.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { PageFile } from '../../../src-main/hosts/headless/page-files.ts';
import { openWebDoor, type WebDoor } from '../../../src-main/hosts/headless/web-door.ts';
import { eventAt, fakeLog, fakeRooms } from '../../core/doors/fake-rooms.ts';

const token = 'the-persons-own-token';
const html = (text: string): PageFile => ({
  type: 'text/html; charset=utf-8',
  bytes: new Uint8Array(Buffer.from(text)),
  lasting: false,
});

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

const open = async (more: { readOnly?: boolean; files?: Map<string, PageFile> } = {}) => {
  const fake = fakeRooms();
  const left = { count: 0 };
  const door = await openWebDoor({
    host: '127.0.0.1',
    port: 0,
    token,
    readOnly: more.readOnly ?? false,
    files: more.files ?? new Map([['/index.html', html('<title>Tutti</title>')]]),
    enter: () => ({ rooms: fake.rooms, leave: () => left.count++ }),
    log: fakeLog().log,
  });
  if (!door.ok) throw new Error(door.error.message);
  endings.push(() => door.value.close());
  return { door: door.value, ...fake, left };
};

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

/** By node's own http, since fetch won't set Host, Cookie or Origin. */
const get = (
  door: WebDoor,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: door.port, path, headers, method }, (response) => {
      let body = '';
      response.on('data', (data) => {
        body += data;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    });
    sent.on('error', reject);
    sent.end();
  });

const cookieOf = async (door: WebDoor): Promise<string> => {
  const answer = await get(door, `/?token=${token}`);
  return String(answer.headers['set-cookie']).split(';')[0] ?? '';
};

const dial = (
  door: WebDoor,
  headers: Record<string, string>,
  path = '/connect',
): Promise<WebSocket | number> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${door.port}${path}`, { headers, perMessageDeflate: true });
    socket.once('open', () => {
      endings.push(() => socket.terminate());
      resolve(socket);
    });
    socket.once('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0);
      response.resume();
    });
    socket.once('error', reject);
  });

const bearer = { authorization: `Bearer ${token}` };

describe('pages', () => {
  it('turn the token of the first address into a cookie and an address without it', async () => {
    const { door } = await open();
    const answer = await get(door, `/?token=${token}`);
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe('/');
    const cookie = String(answer.headers['set-cookie']);
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Strict/);
    expect(cookie).not.toContain(token);
    const page = await get(door, '/', { cookie: cookie.split(';')[0] ?? '' });
    expect(page).toMatchObject({ status: 200, body: '<title>Tutti</title>' });
  });

  it.each([
    ['nothing', '/', {}],
    ['a wrong token', '/?token=wrong', {}],
    ['an empty token', '/?token=', {}],
    ['the token elsewhere than in the first address', `/index.html?token=${token}`, {}],
    ['a wrong cookie', '/', { cookie: 'tutti-1=x' }],
    ['the token as a cookie', '/', { cookie: `tutti=${token}` }],
    ['a wrong bearer', '/', { authorization: 'Bearer wrong' }],
    ['another scheme', '/', { authorization: `Basic ${token}` }],
    ['a path of a file', '/index.html', {}],
    ['the socket’s path', '/connect', {}],
  ])('are not shown for %s', async (_what, path, headers) => {
    const { door } = await open();
    const answer = await get(door, path, headers);
    expect(answer.status).toBe(401);
    expect(answer.body).toContain('tutti serve');
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it('are shown for the token as a bearer', async () => {
    const { door } = await open();
    expect((await get(door, '/', bearer)).status).toBe(200);
  });

  it('answer under this machine’s addresses only', async () => {
    const { door } = await open();
    for (const host of ['evil.example', 'evil.example:80', '127.0.0.1.evil.example', 'a@127.0.0.1']) {
      expect((await get(door, `/?token=${token}`, { host })).status, host).not.toBe(303);
    }
    expect((await get(door, `/?token=${token}`, { host: `localhost:${door.port}` })).status).toBe(303);
    expect((await get(door, `/?token=${token}`, { host: '[::1]:80' })).status).toBe(303);
  });

  it('carry the security headers whatever the answer', async () => {
    const { door } = await open();
    for (const path of ['/', `/?token=${token}`, '/nothing']) {
      const { headers } = await get(door, path);
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers['content-security-policy']).toContain("script-src 'self';");
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['x-frame-options']).toBe('DENY');
      expect(headers['referrer-policy']).toBe('no-referrer');
    }
  });

  it('are nothing but the built files', async () => {
    const { door } = await open();
    for (const path of ['/../package.json', '/%2e%2e/package.json', '/..%2fpackage.json', '/none']) {
      expect((await get(door, path, bearer)).status, path).toBe(404);
    }
    expect((await get(door, '/', bearer, 'POST')).status).toBe(404);
  });

  it('say so when nothing is built', async () => {
    const { door } = await open({ files: new Map() });
    expect(await get(door, '/', bearer)).toMatchObject({ status: 503 });
  });
});

describe('the WebSocket', () => {
  const own = (door: WebDoor) => `http://127.0.0.1:${door.port}`;

  it('opens for our page with the cookie, without compression', async () => {
    const { door } = await open();
    const socket = await dial(door, { cookie: await cookieOf(door), origin: own(door) });
    expect(socket).toBeInstanceOf(WebSocket);
    expect((socket as WebSocket).extensions).toBe('');
  });

  it('opens for a program with the token', async () => {
    const { door } = await open();
    expect(await dial(door, bearer)).toBeInstanceOf(WebSocket);
  });

  it.each([
    ['no cookie', async (door: WebDoor) => ({ origin: own(door) })],
    ['a wrong bearer', async () => ({ authorization: 'Bearer wrong' })],
    [
      'another page with the cookie',
      async (door: WebDoor) => ({ cookie: await cookieOf(door), origin: 'http://evil.example' }),
    ],
    [
      'another port’s page',
      async (door: WebDoor) => ({ cookie: await cookieOf(door), origin: 'http://127.0.0.1:1' }),
    ],
    ['an opaque page', async (door: WebDoor) => ({ cookie: await cookieOf(door), origin: 'null' })],
    ['the cookie without a page', async (door: WebDoor) => ({ cookie: await cookieOf(door) })],
    ['another page with the token', async () => ({ ...bearer, origin: 'http://evil.example' })],
    [
      'a rebound name',
      async (door: WebDoor) => ({
        cookie: await cookieOf(door),
        host: `evil.example:${door.port}`,
        origin: `http://evil.example:${door.port}`,
      }),
    ],
  ])('stays shut for %s', async (_what, headersFor) => {
    const { door, calls } = await open();
    expect(await dial(door, await headersFor(door))).toBe(401);
    expect(calls).toEqual([]);
  });

  it('stays shut at any other path', async () => {
    const { door } = await open();
    expect(await dial(door, bearer, '/other')).toBe(404);
  });

  const answerOf = (socket: WebSocket): Promise<unknown> =>
    new Promise((resolve) => socket.once('message', (data) => resolve(JSON.parse(data.toString()))));

  it('serves the contract as the person at the web', async () => {
    const { door, calls } = await open();
    const socket = (await dial(door, bearer)) as WebSocket;
    const answer = answerOf(socket);
    socket.send(encodeFrame({ kind: 'call', id: 1, verb: 'runs.end', input: {} }));
    expect(await answer).toEqual({ kind: 'done', id: 1, value: {} });
    expect(calls[0]?.caller).toMatchObject({ kind: 'person', door: 'web', readOnly: false });
  });

  it('changes nothing when it is read-only', async () => {
    const { door, calls } = await open({ readOnly: true });
    const socket = (await dial(door, bearer)) as WebSocket;
    const answer = answerOf(socket);
    socket.send(
      encodeFrame({ kind: 'call', id: 1, verb: 'messages.send', input: { to: 'exec_1', text: 'x' } }),
    );
    expect(await answer).toMatchObject({ kind: 'failed', error: { code: 'read_only' } });
    expect(calls).toEqual([]);
  });

  it('lives on after garbage', async () => {
    const { door } = await open();
    const socket = (await dial(door, bearer)) as WebSocket;
    const answer = answerOf(socket);
    socket.send('not json');
    socket.send(Buffer.from([1, 2, 3]));
    socket.send(encodeFrame({ kind: 'call', id: 1, verb: 'view.get', input: {} }));
    expect(await answer).toMatchObject({ kind: 'done', id: 1 });
  });

  it('lets go of the events of a page that does not read, and takes them up when it does', async () => {
    const { door, streams } = await open();
    const socket = (await dial(door, bearer)) as WebSocket;
    socket.pause();
    socket.send(encodeFrame({ kind: 'follow', id: 1, stream: 'events.follow', input: { after: 0 } }));
    await expect.poll(() => streams.length).toBe(1);
    const many = Array.from({ length: 5000 }, (_, at) => eventAt(at + 1));
    for (let batch = 0; batch < 200 && !streams[0]?.cancelled; batch++) streams[0]?.sink.item(many);
    expect(streams[0]?.cancelled).toBe(true);
    socket.resume();
    await expect.poll(() => streams.length).toBe(2);
    expect(streams[1]?.input).toEqual({ after: 5000 });
  });

  it('cancels what a page followed when it leaves', async () => {
    const { door, streams, left } = await open();
    const socket = (await dial(door, bearer)) as WebSocket;
    socket.send(encodeFrame({ kind: 'follow', id: 1, stream: 'events.follow', input: { after: 0 } }));
    await expect.poll(() => streams.length).toBe(1);
    socket.close();
    await expect.poll(() => streams[0]?.cancelled).toBe(true);
    expect(left.count).toBe(1);
  });
});

describe('the port', () => {
  it('that is taken is named with a remedy', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    endings.push(() => other.close());
    const { port } = other.address() as AddressInfo;
    const door = await openWebDoor({
      host: '127.0.0.1',
      port,
      token,
      readOnly: false,
      files: new Map(),
      enter: () => ({ rooms: fakeRooms().rooms, leave: () => {} }),
      log: fakeLog().log,
    });
    expect(door).toMatchObject({ ok: false, error: { code: 'port_in_use' } });
    if (!door.ok) expect(door.error.remedy).toContain('--port');
  });
});

describe('/api/orchestration-status', () => {
  const path = '/api/orchestration-status';
  const all = progressOfRun(null, { instances: [], now: 5 });

  it('is exactly what the rooms say of all progress, for a person at this door', async () => {
    const { door, state, calls, left } = await open({ readOnly: true });
    state.answer = async () => ok(all);
    const answer = await get(door, path, bearer);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(JSON.parse(answer.body)).toEqual(all);
    expect(calls).toEqual([
      { caller: { kind: 'person', door: 'web', readOnly: true }, verb: 'progress.all', input: {} },
    ]);
    expect(left.count).toBe(1);
  });

  it.each<[string, number, Record<string, string>]>([
    ['no token', 401, {}],
    ['a wrong token', 401, { authorization: 'Bearer wrong' }],
    ['the token in its address', 401, {}],
    ['a foreign name of the host', 421, { ...bearer, host: 'evil.example' }],
    ['a page of another origin', 403, { ...bearer, origin: 'https://evil.example' }],
    ['an origin of nowhere', 403, { ...bearer, origin: 'null' }],
  ])('is kept from %s', async (what, status, headers) => {
    const { door, calls } = await open();
    const where = what.endsWith('address') ? `${path}?token=${token}` : path;
    expect((await get(door, where, headers)).status).toBe(status);
    expect(calls).toEqual([]);
  });

  it('takes the monitor’s own cookie', async () => {
    const { door, state } = await open();
    state.answer = async () => ok(all);
    const cookie = await cookieOf(door);
    const origin = `http://127.0.0.1:${door.port}`;
    expect((await get(door, path, { cookie, origin })).status).toBe(200);
  });

  it.each(['POST', 'PUT', 'DELETE'])('refuses %s', async (method) => {
    const { door, calls } = await open();
    const answer = await get(door, path, bearer, method);
    expect([answer.status, answer.headers.allow, calls]).toEqual([405, 'GET', []]);
  });

  it('says why when the project can not answer', async () => {
    const { door, state } = await open();
    const { error } = fail('no_host', 'Its host has ended.', 'Start it.');
    state.answer = async () => ({ ok: false, error });
    const answer = await get(door, path, bearer);
    expect([answer.status, JSON.parse(answer.body)]).toEqual([503, { error }]);
  });
});
