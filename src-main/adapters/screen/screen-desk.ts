import type { SeenLimit } from '../../core/ports/screens.ts';
import { meaningWatch } from './meaning-watch.ts';
import type { ScreenReport, ScreenRequest } from './protocol.ts';
import { makeScreen, type Screen } from './screen.ts';
import { settleTimer } from './settle-timer.ts';
import { noSign, type SeenSign, signReader } from './signs.ts';

export type OpenRequest = Extract<ScreenRequest, { kind: 'open' }>;
export type QueuedRequest = Exclude<ScreenRequest, { kind: 'open' | 'close' }>;
type Feed = Extract<ScreenRequest, { kind: 'feed' }>;

/** Bytes parsed at once: 1 to 5 ms of work, after which another screen has its turn. xterm itself refuses above 50 MB. */
const sliceBytes = 65_536;

/**
 * One screen with its queue: requests are worked off one at a time and in order, so what a snapshot shows and the offset it
 * names are of the same moment.
 */
export class ScreenDesk {
  readonly #opened: OpenRequest;
  readonly #report: (report: ScreenReport) => void;
  readonly #onReady: (desk: ScreenDesk) => void;
  #screen: Screen;
  #offset: number;
  #queue: QueuedRequest[] = [];
  #writing = false;
  #closed = false;
  #seen: SeenSign = noSign;
  #limit: SeenLimit | null = null;
  #title = '';
  readonly #signs;
  readonly #settle = settleTimer(() => this.#guard(() => this.#look()));

  readonly #meaning = meaningWatch(
    () => this.#screen.bottomLines(this.#screen.size().rows),
    () => this.#report({ kind: 'altered', id: this.#opened.id }),
  );

  /** `onReady` is called whenever there is something to `step` through. */
  constructor(
    opened: OpenRequest,
    report: (report: ScreenReport) => void,
    onReady: (desk: ScreenDesk) => void,
  ) {
    this.#opened = opened;
    this.#report = report;
    this.#onReady = onReady;
    this.#offset = opened.offset;
    this.#signs = signReader(opened.signs);
    this.#screen = this.#make(opened.size);
  }

  add(request: QueuedRequest): void {
    this.#queue.push(request);
    if (!this.#writing) this.#onReady(this);
  }

  /** Works off one request, or a slice of one. */
  step(): void {
    const request = this.#queue.shift();
    if (request === undefined || this.#closed) return;
    this.#guard(() => this.#serve(request));
    if (!this.#writing && this.#queue.length > 0) this.#onReady(this);
  }

  close(): void {
    this.#closed = true;
    this.#settle.stop();
    this.#meaning.stop();
    for (const request of this.#queue) this.#refuse(request);
    this.#queue = [];
    this.#screen.dispose();
  }

  #make(size: OpenRequest['size']): Screen {
    return makeScreen(size, this.#opened.scrollback, (title) => {
      if (title === this.#title) return;
      this.#title = title;
      this.#report({ kind: 'title', id: this.#opened.id, title });
    });
  }

  #serve(request: QueuedRequest): void {
    switch (request.kind) {
      case 'feed':
        this.#feed(request);
        break;
      case 'inject':
        this.#write(request.data, 0);
        break;
      case 'resize':
        this.#screen.resize(request.size);
        this.#touch();
        break;
      case 'snapshot': {
        const { kind, ask, scrollback } = request;
        this.#answer(request, () => ({
          kind,
          ask,
          snapshot: this.#screen.snapshot(this.#offset, scrollback),
        }));
        break;
      }
      case 'text': {
        const { kind, ask, lastLines } = request;
        this.#answer(request, () => ({ kind, ask, text: this.#screen.text(this.#offset, lastLines) }));
        break;
      }
      default:
        request satisfies never;
    }
  }

  #feed(request: Feed): void {
    const { bytes } = request;
    const slice = bytes.subarray(0, sliceBytes);
    if (slice.length < bytes.length) this.#queue.unshift({ ...request, bytes: bytes.subarray(sliceBytes) });
    this.#write(slice, slice.length);
  }

  /** Whatever becomes of them, the bytes are behind us: also those that the terminal choked on. */
  #write(data: Uint8Array | string, bytes: number): void {
    const screen = this.#screen;
    this.#writing = true;
    try {
      screen.write(data, () => {
        if (this.#closed || screen !== this.#screen) return;
        this.#written(bytes);
      });
    } catch (error) {
      this.#written(bytes);
      throw error;
    }
  }

  #written(bytes: number): void {
    this.#writing = false;
    this.#offset += bytes;
    if (bytes > 0) {
      this.#report({ kind: 'parsed', id: this.#opened.id, bytes });
      // What was put there by Tutti itself, or came with another size, is no sign of the program's.
      this.#meaning.touch();
    }
    this.#touch();
    // Only when the terminal did not parse at once; else `step` is still under way, and says so a second time to no harm.
    if (this.#queue.length > 0) this.#onReady(this);
  }

  #answer(request: QueuedRequest, answer: () => ScreenReport): void {
    try {
      this.#report(answer());
    } catch (error) {
      this.#refuse(request);
      throw error;
    }
  }

  #refuse(request: QueuedRequest): void {
    if (request.kind === 'snapshot') this.#report({ kind: 'snapshot', ask: request.ask, snapshot: null });
    if (request.kind === 'text') this.#report({ kind: 'text', ask: request.ask, text: null });
  }

  #touch(): void {
    if (this.#signs.lines > 0) this.#settle.touch();
  }

  #look(): void {
    const lines = this.#screen.bottomLines(this.#signs.lines);
    const seen = this.#signs.read(lines);
    const limit = this.#signs.limit(lines, Date.now());
    const changed = seen.sign !== this.#seen.sign || seen.dialog !== this.#seen.dialog;
    this.#seen = seen;
    if (changed) this.#report({ kind: 'sign', id: this.#opened.id, ...seen });
    // The kind alone: what stands beside it may count seconds.
    const { kind, until } = this.#limit ?? {};
    if (limit?.kind !== kind || limit?.until !== until)
      this.#report({ kind: 'limited', id: this.#opened.id, limit });
    this.#limit = limit;
  }

  /** An error in one screen costs that screen its content, and nobody else anything. */
  #guard(work: () => void): void {
    try {
      work();
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      const size = this.#screen.size();
      this.#writing = false;
      this.#screen.dispose();
      this.#screen = this.#make(size);
      this.#report({ kind: 'failed', id: this.#opened.id, error });
    }
  }
}
