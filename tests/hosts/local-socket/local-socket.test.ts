import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ok } from '@contract/result.ts';
import { emptyView } from '@contract/view.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Caller } from '../../../src-main/core/model/caller.ts';
import { FrameClient } from '../../../src-main/hosts/frame-client/frame-client.ts';
import { connectSocket } from '../../../src-main/hosts/local-socket/connect-socket.ts';
import { serveSocket } from '../../../src-main/hosts/local-socket/serve-socket.ts';
import { eventAt, fakeLog, fakeRooms } from '../../core/doors/fake-rooms.ts';

const spec: Caller = { kind: 'instance', id: 'spec_1_1', run: 1, door: 'cli' };

let folder: string;
let path: string;
const endings: (() => unknown)[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tutti-socket-'));
  path = join(folder, 'host.sock');
});
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
  await rm(folder, { recursive: true });
});

const host = async () => {
  const fake = fakeRooms();
  let inside = 0;
  const served = await serveSocket({
    path,
    version: '1.2.3',
    log: fakeLog().log,
    identify: (token) => (token === 'spec-token' ? spec : null),
    enter: () => {
      inside++;
      return {
        rooms: fake.rooms,
        leave: () => {
          inside--;
        },
      };
    },
  });
  if (served.ok) endings.push(() => served.value.close());
  return { ...fake, served, inside: () => inside };
};

const client = async (as: { token?: string } = {}): Promise<FrameClient> => {
  const link = await connectSocket(path, as);
  if (!link.ok) throw new Error(link.error.message);
  const made = new FrameClient(link.value);
  endings.push(() => made.close());
  return made;
};

describe('the local socket', () => {
  it('is for its owner alone', async () => {
    await host();
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('carries calls and their answers', async () => {
    const { state, calls } = await host();
    state.answer = async () => ok(emptyView);
    expect(await (await client()).call('view.get', {})).toEqual(ok(emptyView));
    expect(calls[0]?.caller).toMatchObject({ kind: 'person', door: 'cli', readOnly: false });
  });

  it('makes the caller the instance whose token it greets with', async () => {
    const { state, calls } = await host();
    state.answer = async () => ok(emptyView);
    await (await client({ token: 'spec-token' })).call('view.get', {});
    expect(calls[0]?.caller).toMatchObject(spec);
  });

  it('refuses a token that is nobody’s, and does not fall back to the person', async () => {
    const { calls } = await host();
    expect(await connectSocket(path, { token: 'x' })).toMatchObject({
      ok: false,
      error: { code: 'refused' },
    });
    expect(calls).toEqual([]);
  });

  it('refuses frames before a greeting, also when a greeting follows', async () => {
    const { calls } = await host();
    const socket = connect(path);
    endings.push(() => {
      socket.destroy();
    });
    const text = await new Promise<string>((resolve) => {
      let all = '';
      socket.on('data', (data) => {
        all += data.toString();
      });
      socket.once('close', () => resolve(all));
      socket.write(
        '{"kind":"call","id":1,"verb":"view.get"}\n{"tutti":1}\n{"kind":"call","id":1,"verb":"view.get"}\n',
      );
    });
    expect(JSON.parse(text)).toMatchObject({ error: { code: 'bad_input' } });
    expect(calls).toEqual([]);
  });

  it('carries bytes and a megabyte of text exactly', async () => {
    const { state, calls, streams } = await host();
    state.answer = async () => ok({});
    const cli = await client();
    const bytes = Uint8Array.from({ length: 256 }, (_, at) => at);
    await cli.call('instances.type', { id: 'exec_1', bytes });
    expect(calls[0]?.input).toEqual({ id: 'exec_1', bytes });
    const text = 'ä\n"\u0000🎻'.repeat(150_000);
    await cli.call('messages.send', { to: 'exec_1', text });
    expect(calls[1]?.input).toEqual({ to: 'exec_1', text, priority: 'normal' });
    const item = new Promise((resolve) => {
      cli.follow('terminals.follow', { id: 'exec_1' }, { item: resolve, end: () => {} });
    });
    await expect.poll(() => streams.length).toBe(1);
    streams[0]?.sink.item({ kind: 'output', offset: 3, bytes });
    expect(await item).toEqual({ kind: 'output', offset: 3, bytes });
  });

  it('streams events, and ends streams and calls when the host goes', async () => {
    const { streams, state, served } = await host();
    state.answer = () => new Promise(() => {});
    const cli = await client();
    const got: unknown[] = [];
    const ended = new Promise((resolve) => {
      cli.follow('events.follow', { after: 0 }, { item: (item) => got.push(item), end: resolve });
    });
    const call = cli.call('view.get', {});
    await expect.poll(() => streams.length).toBe(1);
    streams[0]?.sink.item([eventAt(1)]);
    await expect.poll(() => got).toEqual([[eventAt(1)]]);
    if (served.ok) await served.value.close();
    expect(await ended).toMatchObject({ code: 'no_host' });
    expect(await call).toMatchObject({ ok: false, error: { code: 'no_host' } });
  });

  it('cancels the streams of a caller that leaves', async () => {
    const { streams, inside } = await host();
    const cli = await client();
    cli.follow('events.follow', { after: 0 }, { item: () => {}, end: () => {} });
    await expect.poll(() => streams.length).toBe(1);
    expect(inside()).toBe(1);
    cli.close();
    await expect.poll(() => streams[0]?.cancelled).toBe(true);
    await expect.poll(inside).toBe(0);
  });

  it('is not taken from a host that answers', async () => {
    await host();
    const second = await host();
    expect(second.served).toMatchObject({ ok: false, error: { code: 'host_running' } });
    expect((await connectSocket(path, {})).ok).toBe(true);
  });

  it('replaces one that nobody answers at', async () => {
    const dead = createServer();
    await new Promise<void>((resolve) => dead.listen(path, resolve));
    // A killed host leaves its socket's file behind; closing one would remove it, so it is kept by another name.
    const { link, unlink } = await import('node:fs/promises');
    const kept = join(folder, 'kept.sock');
    await link(path, kept);
    await new Promise((resolve) => dead.close(resolve));
    await link(kept, path);
    await unlink(kept);
    expect((await host()).served.ok).toBe(true);
    expect((await connectSocket(path, {})).ok).toBe(true);
  });

  it('never removes what is no socket', async () => {
    await writeFile(path, 'precious');
    expect((await host()).served).toMatchObject({ ok: false });
    expect((await stat(path)).size).toBe(8);
  });

  it('says no_host where nobody listens', async () => {
    expect(await connectSocket(path, {})).toMatchObject({ ok: false, error: { code: 'no_host' } });
  });
});
