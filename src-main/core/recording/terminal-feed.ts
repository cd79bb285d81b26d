import type { Size } from '@contract/instances.ts';
import type { Profile } from '@contract/profiles.ts';
import type { TerminalItem } from '@contract/terminals.ts';
import type { Clock } from '../ports/clock.ts';
import type { TerminalRecord } from '../ports/recorder.ts';
import type { ScreenKey, Screens } from '../ports/screens.ts';
import type { PaneId } from '../ports/terminals.ts';
import { TerminalViewer } from './terminal-viewer.ts';

/** Output of a pane that nobody has claimed yet (it speaks before its spawn has returned) is kept up to so many bytes. */
const unclaimedLimit = 4_000_000;

interface Stream {
  readonly key: ScreenKey;
  offset: number;
  readonly viewers: Set<TerminalViewer>;
  readonly taps: Set<(bytes: Uint8Array) => void>;
}

/** What a pane said before it was claimed. */
interface Unclaimed {
  readonly parts: Uint8Array[];
  bytes: number;
  /** More came than was kept. */
  isCut: boolean;
}

/** Hears all that happens to terminals, in order, after their screens have. Bytes are valid until it returns. */
export interface TerminalListener {
  terminal(key: ScreenKey, record: TerminalRecord): void;
}

/** Leads each pane's bytes to its screen and to everyone who looks on: one stream, shown and read alike. */
export class TerminalFeed {
  readonly #clock: Clock;
  readonly #screens: Screens;
  readonly #streams = new Map<ScreenKey, Stream>();
  readonly #byPane = new Map<PaneId, Stream>();
  readonly #unclaimed = new Map<PaneId, Unclaimed>();
  readonly #listeners: TerminalListener[] = [];

  constructor(clock: Clock, screens: Screens) {
    this.#clock = clock;
    this.#screens = screens;
  }

  listen(listener: TerminalListener): void {
    this.#listeners.push(listener);
  }

  /** A blank screen for a new process; those who look on start anew. */
  open(key: ScreenKey, setup: { size: Size; scrollback: number; signs: Profile['signs'] }): void {
    const stream = this.#streamOf(key);
    this.#screens.open(key, { ...setup, offset: stream.offset });
    this.#tell(key, { kind: 'blank', size: setup.size });
    for (const viewer of stream.viewers) viewer.reload();
  }

  /** From now on the pane's bytes are the screen's; what it said already comes first. */
  attach(key: ScreenKey, pane: PaneId): void {
    const stream = this.#streamOf(key);
    this.#byPane.set(pane, stream);
    const early = this.#unclaimed.get(pane);
    this.#unclaimed.delete(pane);
    for (const bytes of early?.parts ?? []) this.#pass(stream, bytes);
    if (early?.isCut === true)
      this.resync(key, 'it said more than could be kept before its start was known', null);
  }

  detach(pane: PaneId): void {
    this.#byPane.delete(pane);
    this.#unclaimed.delete(pane);
  }

  output(pane: PaneId, bytes: Uint8Array): void {
    const stream = this.#byPane.get(pane);
    if (stream !== undefined) {
      this.#pass(stream, bytes);
      return;
    }
    const early = this.#unclaimed.get(pane) ?? { parts: [], bytes: 0, isCut: false };
    this.#unclaimed.set(pane, early);
    // Once something is missing, what comes after it is, too: a hole in the midst would be no gap at its place.
    if (early.isCut || early.bytes + bytes.length > unclaimedLimit) {
      early.isCut = true;
      return;
    }
    early.parts.push(new Uint8Array(bytes));
    early.bytes += bytes.length;
  }

  /** The screen starts anew from `data`, if there is any, and viewers follow it; `reason` tells them what was lost, if anything. */
  resync(key: ScreenKey, reason: string | null, data: string | null): void {
    const stream = this.#streamOf(key);
    if (reason !== null) this.#tell(key, { kind: 'gap', reason });
    if (data !== null) this.#inject(key, `\x1bc${data}`);
    for (const viewer of stream.viewers) {
      if (reason !== null) viewer.tell({ kind: 'gap', reason });
      viewer.reload();
    }
  }

  resized(key: ScreenKey, size: Size): void {
    this.#screens.resize(key, size);
    this.#tell(key, { kind: 'resized', size });
    for (const viewer of this.#streamOf(key).viewers) viewer.tell({ kind: 'resized', size });
  }

  /** What the person typed: its echo, if any, is output. */
  typed(key: ScreenKey, bytes: Uint8Array): void {
    this.#tell(key, { kind: 'typed', bytes });
  }

  ended(key: ScreenKey, reason: string): void {
    this.#tell(key, { kind: 'ended', reason });
    for (const viewer of this.#streamOf(key).viewers) viewer.tell({ kind: 'ended', reason });
  }

  follow(key: ScreenKey, sink: (item: TerminalItem) => void): { ack(bytes: number): void; cancel(): void } {
    const stream = this.#streamOf(key);
    const viewer = new TerminalViewer(this.#clock, sink, () => this.#screens.snapshot(key));
    stream.viewers.add(viewer);
    return {
      ack: (bytes) => viewer.ack(bytes),
      cancel: () => {
        stream.viewers.delete(viewer);
        viewer.end();
      },
    };
  }

  /** Hears every byte of an instance's output; the returned function ends it. */
  tap(key: ScreenKey, hear: (bytes: Uint8Array) => void): () => void {
    const stream = this.#streamOf(key);
    stream.taps.add(hear);
    return () => stream.taps.delete(hear);
  }

  close(): void {
    for (const stream of this.#streams.values()) for (const viewer of stream.viewers) viewer.end();
  }

  #pass(stream: Stream, bytes: Uint8Array): void {
    for (const tap of stream.taps) tap(bytes);
    // Not `slice`, which for a Buffer is a view.
    for (const viewer of stream.viewers) viewer.output(stream.offset, new Uint8Array(bytes));
    stream.offset += bytes.length;
    this.#screens.feed(stream.key, bytes);
    this.#tell(stream.key, { kind: 'output', bytes });
  }

  #inject(key: ScreenKey, data: string): void {
    this.#screens.inject(key, data);
    this.#tell(key, { kind: 'inject', data });
  }

  #tell(key: ScreenKey, record: TerminalRecord): void {
    for (const listener of this.#listeners) listener.terminal(key, record);
  }

  #streamOf(key: ScreenKey): Stream {
    const known = this.#streams.get(key);
    if (known !== undefined) return known;
    const stream: Stream = { key, offset: 0, viewers: new Set(), taps: new Set() };
    this.#streams.set(key, stream);
    return stream;
  }
}
