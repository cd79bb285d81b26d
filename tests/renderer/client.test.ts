import type { CallerFrame, HostFrame } from '@contract/frames.ts';
import { defaultSettings } from '@contract/settings.ts';
import { describe, expect, it, vi } from 'vitest';
import { createClient } from '../../src-renderer/connection/client.ts';
import type { TransportEvents } from '../../src-renderer/connection/transport.ts';

/** A line that the test holds in its hands. */
const openLine = () => {
  const sent: CallerFrame[] = [];
  const ends: TransportEvents[] = [];
  const client = createClient((events) => {
    ends.push(events);
    return { send: (frame) => sent.push(frame), close: () => {} };
  });
  const [host] = ends;
  if (host === undefined) throw new Error('the client opened no transport');
  const answer = (frame: HostFrame): void => host.onFrame(frame);
  return { client, host, sent, answer };
};

const settings = { ...defaultSettings, scrollback: 400 };

describe('calls', () => {
  it('wait for the first connection and are answered by number', async () => {
    const { client, host, sent, answer } = openLine();
    const first = client.call('runs.list', {});
    const second = client.call('settings.set', settings);
    expect(sent).toEqual([]);
    host.onOpen();
    expect(sent.map((frame) => frame.kind === 'call' && frame.verb)).toEqual(['runs.list', 'settings.set']);
    const [a, b] = sent.map(({ id }) => id);
    answer({ kind: 'done', id: b ?? -1, value: settings });
    answer({ kind: 'done', id: a ?? -1, value: [] });
    expect(await first).toEqual({ ok: true, value: [] });
    expect(await second).toEqual({ ok: true, value: settings });
  });

  it('fail when the answer is not what the verb promises', async () => {
    const { client, host, sent, answer } = openLine();
    host.onOpen();
    const call = client.call('runs.list', {});
    answer({ kind: 'done', id: sent[0]?.id ?? -1, value: [{ run: 'twelve' }] });
    expect(await call).toMatchObject({ ok: false, error: { code: 'internal' } });
  });

  it('fail with no_host when the line breaks, and at once while it is broken', async () => {
    const { client, host } = openLine();
    host.onOpen();
    const underway = client.call('runs.list', {});
    host.onLost('gone');
    expect(await underway).toMatchObject({ ok: false, error: { code: 'no_host' } });
    expect(await client.call('runs.list', {})).toMatchObject({ ok: false, error: { code: 'no_host' } });
  });

  it('survive a frame that is in no contract', () => {
    const { client, host } = openLine();
    const told = vi.spyOn(console, 'error').mockImplementation(() => {});
    host.onOpen();
    host.onFrame({ kind: 'surprise' });
    expect(told).toHaveBeenCalledOnce();
    expect(client.status.kind).toBe('open');
  });
});

describe('streams', () => {
  it('go on after a reconnection from where their input then says', () => {
    const { client, host, sent } = openLine();
    host.onOpen();
    let after = 3;
    const ended = vi.fn();
    client.follow('events.follow', () => ({ after }), { onItem: () => {}, onEnd: ended });
    after = 9;
    host.onLost('gone');
    host.onOpen();
    expect(sent.map((frame) => frame.kind === 'follow' && frame.input)).toEqual([{ after: 3 }, { after: 9 }]);
    expect(ended).not.toHaveBeenCalled();
  });

  it('are silent once cancelled, and not followed again', () => {
    const { client, host, sent, answer } = openLine();
    host.onOpen();
    const items = vi.fn();
    const following = client.follow('events.follow', { after: 0 }, { onItem: items, onEnd: items });
    following.cancel();
    answer({ kind: 'item', id: sent[0]?.id ?? -1, item: [] });
    host.onLost('gone');
    host.onOpen();
    expect(items).not.toHaveBeenCalled();
    expect(sent.map(({ kind }) => kind)).toEqual(['follow', 'cancel']);
  });

  it('end with an error, and the host is told, when an item breaks the contract', () => {
    const { client, host, sent, answer } = openLine();
    host.onOpen();
    const ended = vi.fn();
    client.follow('events.follow', { after: 0 }, { onItem: () => {}, onEnd: ended });
    answer({ kind: 'item', id: sent[0]?.id ?? -1, item: 'no events' });
    expect(ended).toHaveBeenCalledWith(expect.objectContaining({ code: 'internal' }));
    expect(sent.at(-1)?.kind).toBe('cancel');
  });
});
