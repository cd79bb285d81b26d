import type { HostFrame } from '@contract/frames.ts';
import { fail, ok } from '@contract/result.ts';
import { describe, expect, it } from 'vitest';
import { connectionLimits, serveFrames } from '../../../src-main/core/doors/serve-frames.ts';
import { eventAt, fakeLog, fakeRooms, onlooker, person } from './fake-rooms.ts';

const serve = (caller = person) => {
  const fake = fakeRooms();
  const logged = fakeLog();
  const sent: HostFrame[] = [];
  const pipe = { free: true };
  const connection = serveFrames({
    rooms: fake.rooms,
    caller,
    log: logged.log,
    send: (frame) => {
      sent.push(frame);
      return pipe.free;
    },
  });
  return { ...fake, ...logged, sent, pipe, connection };
};

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('calls', () => {
  it('answers with the value or the error, under the number of the call', async () => {
    const { connection, sent, state } = serve();
    state.answer = async () => ok([1]);
    connection.receive({ kind: 'call', id: 7, verb: 'instances.list', input: {} });
    await settled();
    const refused = fail('refused', 'no', 'ask').error;
    state.answer = async () => ({ ok: false, error: refused });
    connection.receive({ kind: 'call', id: 8, verb: 'instances.list', input: {} });
    await settled();
    expect(sent).toEqual([
      { kind: 'done', id: 7, value: [1] },
      { kind: 'failed', id: 8, error: refused },
    ]);
  });

  it('drops a second call with a number in use and answers the first once', async () => {
    const { connection, sent, calls, lines } = serve();
    connection.receive({ kind: 'call', id: 1, verb: 'view.get', input: {} });
    connection.receive({ kind: 'call', id: 1, verb: 'view.get', input: {} });
    await settled();
    expect(calls).toHaveLength(1);
    expect(sent).toHaveLength(1);
    expect(lines.join()).toContain('number in use');
  });

  it('refuses more calls in flight than a connection may have', async () => {
    const { connection, sent, state } = serve();
    state.answer = () => new Promise(() => {});
    for (let id = 0; id <= connectionLimits.calls; id++) {
      connection.receive({ kind: 'call', id, verb: 'view.get', input: {} });
    }
    await settled();
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      kind: 'failed',
      id: connectionLimits.calls,
      error: { code: 'limit_reached' },
    });
  });

  it('says nothing after close', async () => {
    const { connection, sent } = serve();
    connection.receive({ kind: 'call', id: 1, verb: 'view.get', input: {} });
    connection.close();
    connection.receive({ kind: 'call', id: 2, verb: 'view.get', input: {} });
    await settled();
    expect(sent).toEqual([]);
  });

  it('refuses commands of an onlooker', async () => {
    const { connection, sent } = serve(onlooker);
    connection.receive({ kind: 'call', id: 1, verb: 'runs.end', input: {} });
    await settled();
    expect(sent[0]).toMatchObject({ kind: 'failed', error: { code: 'read_only' } });
  });
});

describe('bad frames', () => {
  it.each([
    [null],
    ['text'],
    [42],
    [[]],
    [{}],
    [{ kind: 'call' }],
    [{ kind: 'call', id: -1, verb: 'view.get' }],
    [{ kind: 'call', id: 1.5, verb: 'view.get' }],
    [{ kind: 'ack', id: 1, bytes: -5 }],
    [{ kind: 'cancel', id: 'x' }],
  ])('drops %j with a line in the log', (raw) => {
    const { connection, sent, lines } = serve();
    connection.receive(raw);
    expect(sent).toEqual([]);
    expect(lines).toHaveLength(1);
  });

  it('answers one that has a number', () => {
    const { connection, sent } = serve();
    connection.receive({ kind: 'cal', id: 3, verb: 'view.get' });
    expect(sent[0]).toMatchObject({ kind: 'failed', id: 3, error: { code: 'bad_input' } });
  });
});

describe('streams', () => {
  it('passes items, acks and the cancel on', () => {
    const { connection, sent, streams } = serve();
    connection.receive({ kind: 'follow', id: 4, stream: 'terminals.follow', input: { id: 'exec_1' } });
    const item = { kind: 'output' as const, offset: 0, bytes: new Uint8Array([1]) };
    streams[0]?.sink.item(item);
    connection.receive({ kind: 'ack', id: 4, bytes: 5 });
    connection.receive({ kind: 'cancel', id: 4 });
    streams[0]?.sink.item(item);
    expect(sent).toEqual([{ kind: 'item', id: 4, item }]);
    expect(streams[0]).toMatchObject({ acked: 5, cancelled: true });
  });

  it('refuses an unknown stream and an input that does not fit', () => {
    const { connection, sent, streams } = serve();
    connection.receive({ kind: 'follow', id: 1, stream: 'view.follow', input: {} });
    connection.receive({ kind: 'follow', id: 2, stream: 'events.follow', input: { after: -1 } });
    expect(streams).toEqual([]);
    expect(sent).toMatchObject([
      { kind: 'failed', id: 1, error: { code: 'bad_input' } },
      { kind: 'failed', id: 2, error: { code: 'bad_input', field: 'after' } },
    ]);
  });

  it('tells the end, and frees the number', () => {
    const { connection, sent, streams } = serve();
    connection.receive({ kind: 'follow', id: 1, stream: 'events.follow', input: { after: 0 } });
    const gone = fail('no_host', 'The host has ended.', 'Open the project again.').error;
    streams[0]?.sink.end(gone);
    streams[0]?.sink.item([eventAt(1)]);
    connection.receive({ kind: 'follow', id: 1, stream: 'events.follow', input: { after: 0 } });
    expect(sent).toEqual([{ kind: 'end', id: 1, error: gone }]);
    expect(streams).toHaveLength(2);
  });

  it('lets go of events while the connection is behind and resumes after the last one sent', () => {
    const { connection, sent, streams, pipe } = serve();
    connection.receive({ kind: 'follow', id: 1, stream: 'events.follow', input: { after: 0 } });
    pipe.free = false;
    streams[0]?.sink.item([eventAt(1), eventAt(2)]);
    streams[0]?.sink.item([eventAt(3)]);
    expect(streams[0]?.cancelled).toBe(true);
    expect(sent).toHaveLength(1);
    pipe.free = true;
    connection.drained();
    expect(streams[1]?.input).toEqual({ after: 2 });
    streams[1]?.sink.item([eventAt(3)]);
    expect(sent).toHaveLength(2);
  });

  it('keeps a terminal while the connection is behind: its acks hold it back', () => {
    const { connection, streams, pipe } = serve();
    connection.receive({ kind: 'follow', id: 1, stream: 'terminals.follow', input: { id: 'exec_1' } });
    pipe.free = false;
    streams[0]?.sink.item({ kind: 'gap', reason: 'x' });
    connection.drained();
    expect(streams).toHaveLength(1);
    expect(streams[0]?.cancelled).toBe(false);
  });

  it('refuses more streams than a connection may have', () => {
    const { connection, sent } = serve();
    for (let id = 0; id <= connectionLimits.streams; id++) {
      connection.receive({ kind: 'follow', id, stream: 'events.follow', input: { after: 0 } });
    }
    expect(sent).toMatchObject([{ kind: 'failed', error: { code: 'limit_reached' } }]);
  });

  it('cancels every stream at close', () => {
    const { connection, streams } = serve();
    connection.receive({ kind: 'follow', id: 1, stream: 'events.follow', input: { after: 0 } });
    connection.receive({ kind: 'follow', id: 2, stream: 'terminals.follow', input: { id: 'exec_1' } });
    connection.close();
    expect(streams.map((stream) => stream.cancelled)).toEqual([true, true]);
  });
});
