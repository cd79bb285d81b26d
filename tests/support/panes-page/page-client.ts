import { ok } from '@contract/result.ts';
import { flow, type TerminalItem } from '@contract/terminals.ts';
import type { View } from '@contract/view.ts';
import type { Follower, Following, TuttiClient } from '../../../src-renderer/connection/client.ts';
import { terminalScreen } from '../mock-data.ts';

type Call = { readonly verb: string; readonly input: unknown };
type Line = {
  readonly follower: Follower<TerminalItem>;
  unacknowledged: number;
  resume: (() => void) | null;
};

/** What a test steers and looks at, on `window.terminals`. */
export type PageHost = {
  readonly client: TuttiClient;
  readonly calls: Call[];
  readonly acknowledged: number[];
  /** Ids that are followed at the moment. */
  followed(): string[];
  output(id: string, text: string): void;
  item(id: string, item: TerminalItem): void;
  /** Sends so many bytes of coloured lines, holding still above `flow.high` as a host does; resolves when all is sent. */
  flood(id: string, bytes: number): Promise<void>;
};

const lines = new TextEncoder().encode(
  '\u001b[32mok\u001b[0m 0123456789 the quick brown fox jumps\r\n'.repeat(160),
);

/** A host within the page: its terminals show the sample screens, and every call is kept. */
export const createPageHost = (view: () => View): PageHost => {
  const open = new Map<string, Line>();
  const calls: Call[] = [];
  const acknowledged: number[] = [];
  const send = (id: string, item: TerminalItem): void => open.get(id)?.follower.onItem(item);

  const follow = (id: string, follower: Follower<TerminalItem>): Following => {
    const instance = view().instances[id];
    const line: Line = { follower, unacknowledged: 0, resume: null };
    open.set(id, line);
    queueMicrotask(() => {
      if (instance === undefined || open.get(id) !== line) return;
      const data = terminalScreen(instance);
      follower.onItem({ kind: 'snapshot', offset: data.length, size: instance.size, data });
    });
    return {
      ack: (bytes) => {
        acknowledged.push(bytes);
        line.unacknowledged -= bytes;
        if (line.unacknowledged < flow.low) line.resume?.();
      },
      cancel: () => {
        if (open.get(id) === line) open.delete(id);
      },
    };
  };

  const client: TuttiClient = {
    call: (verb, input) => {
      calls.push({ verb, input });
      if (verb === 'instances.resize') {
        const { id, size } = input as { id: string; size: { cols: number; rows: number } };
        queueMicrotask(() => send(id, { kind: 'resized', size }));
      }
      // This page calls only verbs whose value it doesn't read.
      return Promise.resolve(ok({})) as ReturnType<TuttiClient['call']> as never;
    },
    // The one stream of this page is `terminals.follow`.
    follow: (_stream, input, follower) =>
      follow((input as { id: string }).id, follower as unknown as Follower<TerminalItem>),
    status: { kind: 'open' },
    onStatus: () => () => {},
    close: () => {},
  };

  const flood = async (id: string, bytes: number): Promise<void> => {
    for (let sent = 0; sent < bytes; sent += lines.length) {
      const line = open.get(id);
      if (line === undefined) return;
      if (line.unacknowledged > flow.high) {
        await new Promise<void>((resolve) => {
          line.resume = resolve;
        });
        line.resume = null;
      }
      line.unacknowledged += lines.length;
      line.follower.onItem({ kind: 'output', offset: sent, bytes: lines });
    }
  };

  return {
    client,
    calls,
    acknowledged,
    followed: () => [...open.keys()],
    output: (id, text) => send(id, { kind: 'output', offset: 0, bytes: new TextEncoder().encode(text) }),
    item: send,
    flood,
  };
};
