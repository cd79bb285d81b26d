import type { HostFrame } from '@contract/frames.ts';
import { ok, type Result } from '@contract/result.ts';
import { type StreamInput, type StreamItem, type StreamName, streams } from '@contract/verbs.ts';
import type { Caller } from '../model/caller.ts';
import type { Log } from '../ports/log.ts';
import { badInput, caught } from './call-verb.ts';
import type { Following, ServedRooms } from './served-rooms.ts';

export interface OpenStream extends Following {
  /** The connection has caught up. */
  drained(): void;
  ended(): boolean;
}

interface StreamDoor {
  send(frame: HostFrame): boolean;
  readonly rooms: ServedRooms;
  readonly caller: Caller;
  readonly log: Log;
}

/**
 * Follows one stream for a connection. Terminals are held back by their acknowledgements; events have none, so while the
 * connection is behind they are not followed at all and taken up from the log, at the last one sent, when it has caught up.
 */
export const openStream = (
  door: StreamDoor,
  id: number,
  name: StreamName,
  raw: unknown,
  onEnd: () => void,
): Result<OpenStream> => {
  const parsed = streams[name].input.safeParse(raw ?? {});
  if (!parsed.success) return badInput(name, parsed.error);
  const stream = new Stream(door, id, name, parsed.data, onEnd);
  const begun = stream.begin();
  return begun.ok ? ok(stream) : begun;
};

class Stream implements OpenStream {
  private following: Following | null = null;
  private state: 'open' | 'held' | 'ended' = 'open';
  /** Grows at each (re)start: a sink of an earlier one has nothing to say any more. */
  private generation = 0;

  constructor(
    private readonly door: StreamDoor,
    private readonly id: number,
    private readonly name: StreamName,
    private input: StreamInput<StreamName>,
    private readonly onEnd: () => void,
  ) {}

  begin(): Result<void> {
    const generation = ++this.generation;
    this.state = 'open';
    const live = (): boolean => generation === this.generation && this.state === 'open';
    let opened: Result<Following>;
    try {
      opened = this.door.rooms.follow(this.door.caller, this.name, this.input, {
        item: (item) => {
          if (live()) this.pass(item);
        },
        end: (error) => {
          if (live()) this.end(error ? { kind: 'end', id: this.id, error } : { kind: 'end', id: this.id });
        },
      });
    } catch (error) {
      opened = caught(this.name, error, this.door.log);
    }
    if (!opened.ok) return opened;
    this.following = opened.value;
    // Items may have come, and with them the end or a hold, before the room had returned.
    if (!live()) this.letGo();
    return ok(undefined);
  }

  private pass(item: StreamItem<StreamName>): void {
    const keptUp = this.door.send({ kind: 'item', id: this.id, item });
    if (!Array.isArray(item)) return;
    const last = item.at(-1);
    if (last) this.input = { after: last.seq };
    if (keptUp) return;
    this.state = 'held';
    this.letGo();
  }

  drained(): void {
    if (this.state !== 'held') return;
    const begun = this.begin();
    if (!begun.ok) this.end({ kind: 'end', id: this.id, error: begun.error });
  }

  private end(frame: HostFrame): void {
    this.state = 'ended';
    this.letGo();
    this.door.send(frame);
    this.onEnd();
  }

  private letGo(): void {
    this.following?.cancel();
    this.following = null;
  }

  ack(bytes: number): void {
    this.following?.ack(bytes);
  }

  cancel(): void {
    this.state = 'ended';
    this.letGo();
  }

  ended(): boolean {
    return this.state === 'ended';
  }
}
