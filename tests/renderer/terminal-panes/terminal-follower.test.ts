import { fail } from '@contract/result.ts';
import { flow, type TerminalItem } from '@contract/terminals.ts';
import { describe, expect, it } from 'vitest';
import type { Follower } from '../../../src-renderer/connection/client.ts';
import {
  type FollowState,
  type Screen,
  TerminalFollower,
} from '../../../src-renderer/terminal-panes/terminal-follower.ts';

/** A client whose streams a test feeds, and a screen that draws only when it is told to. */
const setUp = () => {
  const streams: { follower: Follower<TerminalItem>; acks: number[]; cancelled: boolean }[] = [];
  const drawn: (() => void)[] = [];
  const said: string[] = [];
  const states: FollowState[] = [];
  const screen: Screen = {
    restore: (size, data) => said.push(`restore ${size.cols}x${size.rows} ${data}`),
    write: (bytes, done) => {
      said.push(`write ${bytes.length}`);
      drawn.push(done);
    },
    resize: (size) => said.push(`resize ${size.cols}x${size.rows}`),
    markGap: (reason) => said.push(`gap ${reason}`),
  };
  const follower = new TerminalFollower(
    {
      follow: (_stream, _input, given) => {
        const stream = {
          follower: given as unknown as Follower<TerminalItem>,
          acks: [] as number[],
          cancelled: false,
        };
        streams.push(stream);
        return {
          ack: (bytes) => stream.acks.push(bytes),
          cancel: () => {
            stream.cancelled = true;
          },
        };
      },
    },
    'spec_1_1_1',
    screen,
    { onState: (state) => states.push(state), onSize: ({ cols, rows }) => said.push(`size ${cols}x${rows}`) },
  );
  const stream = (at: number) => {
    const found = streams[at];
    if (found === undefined) throw new Error(`no stream ${at}`);
    return found;
  };
  const drawAll = (): void => {
    for (const done of drawn.splice(0)) done();
  };
  return { follower, stream, streams, said, states, drawn, drawAll };
};

const output = (length: number): TerminalItem => ({
  kind: 'output',
  offset: 0,
  bytes: new Uint8Array(length),
});
const snapshot: TerminalItem = { kind: 'snapshot', offset: 5, size: { cols: 80, rows: 24 }, data: 'hello' };

describe('the follower of a terminal', () => {
  it('hands on everything in order', () => {
    const { follower, stream, said, states } = setUp();
    follower.start();
    const { onItem } = stream(0).follower;
    onItem(snapshot);
    onItem(output(3));
    onItem({ kind: 'resized', size: { cols: 100, rows: 30 } });
    onItem({ kind: 'gap', reason: 'the host was away' });
    onItem({ kind: 'ended', reason: 'exit 0' });
    expect(said).toEqual([
      'restore 80x24 hello',
      'size 80x24',
      'write 3',
      'resize 100x30',
      'size 100x30',
      'gap the host was away',
    ]);
    expect(states).toEqual([{ kind: 'waiting' }, { kind: 'live' }, { kind: 'ended', reason: 'exit 0' }]);
  });

  it('acknowledges only what was drawn, in steps', () => {
    const { follower, stream, drawAll } = setUp();
    follower.start();
    stream(0).follower.onItem(output(flow.ackEvery - 1));
    stream(0).follower.onItem(output(10));
    expect(stream(0).acks).toEqual([]);
    drawAll();
    expect(stream(0).acks).toEqual([flow.ackEvery + 9]);
    stream(0).follower.onItem(output(1));
    drawAll();
    expect(stream(0).acks).toEqual([flow.ackEvery + 9]);
  });

  it('never leaves a host waiting: what is drawn and not acknowledged stays below the mark to go on', () => {
    const { follower, stream, drawAll } = setUp();
    follower.start();
    let sent = 0;
    for (let length = 1; length < 9000; length += 77) {
      stream(0).follower.onItem(output(length));
      sent += length;
      drawAll();
      const acknowledged = stream(0).acks.reduce((total, bytes) => total + bytes, 0);
      expect(sent - acknowledged).toBeLessThan(flow.low);
      expect(acknowledged).toBeLessThanOrEqual(sent);
    }
  });

  it('drops what belongs to an earlier follow', () => {
    const { follower, stream, said, drawn, drawAll } = setUp();
    follower.start();
    stream(0).follower.onItem(output(flow.ackEvery));
    follower.start();
    expect(stream(0).cancelled).toBe(true);
    expect(drawn).toHaveLength(1);
    drawAll();
    stream(0).follower.onItem(output(7));
    stream(0).follower.onEnd(fail('no_host', 'gone', '').error);
    expect(said).toEqual([`write ${flow.ackEvery}`]);
    expect(stream(0).acks).toEqual([]);
    expect(stream(1).acks).toEqual([]);
  });

  it('counts anew after a snapshot on a line that was mended', () => {
    const { follower, stream, drawAll } = setUp();
    follower.start();
    stream(0).follower.onItem(output(flow.ackEvery - 1));
    drawAll();
    stream(0).follower.onItem(snapshot);
    stream(0).follower.onItem(output(1));
    drawAll();
    expect(stream(0).acks).toEqual([]);
  });

  it('cancels when stopped, and tells of a failure', () => {
    const { follower, stream, states } = setUp();
    follower.start();
    const { error } = fail('not_found', 'There is no spec_1_1_1.', 'Pick another one.');
    stream(0).follower.onEnd(error);
    expect(states.at(-1)).toEqual({ kind: 'failed', error });
    follower.start();
    follower.stop();
    expect(stream(1).cancelled).toBe(true);
  });
});
