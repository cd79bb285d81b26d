import type { ScreenReport, ScreenRequest } from './protocol.ts';
import { ScreenDesk } from './screen-desk.ts';

/** After so long the thread looks for new requests: a snapshot asked for during a flood should not wait longer. */
const turnMs = 8;

/** All screens of a host. Each that has work has its turn after every other one that has, a slice at a time. */
export class ScreenRoom {
  readonly #report: (report: ScreenReport) => void;
  readonly #desks = new Map<number, ScreenDesk>();
  readonly #ready = new Set<ScreenDesk>();
  readonly #parsed = new Map<number, number>();
  #pumping = false;

  constructor(report: (report: ScreenReport) => void) {
    this.#report = report;
  }

  /** Takes requests in the order in which they were made. */
  handle(requests: readonly ScreenRequest[]): void {
    for (const request of requests) this.#take(request);
  }

  #take(request: ScreenRequest): void {
    const desk = this.#desks.get(request.id);
    if (request.kind === 'open') this.#open(request);
    else if (request.kind === 'close') this.#close(request.id);
    else if (desk !== undefined) desk.add(request);
    else if (request.kind === 'snapshot')
      this.#report({ kind: 'snapshot', ask: request.ask, snapshot: null });
    else if (request.kind === 'text') this.#report({ kind: 'text', ask: request.ask, text: null });
  }

  #open(request: Extract<ScreenRequest, { kind: 'open' }>): void {
    try {
      const desk = new ScreenDesk(
        request,
        (report) => this.#pass(report),
        (ready) => this.#enqueue(ready),
      );
      this.#desks.set(request.id, desk);
    } catch (error) {
      // One that can't be made must not take the others along.
      this.#report({ kind: 'failed', id: request.id, error: error as Error });
    }
  }

  #close(id: number): void {
    const desk = this.#desks.get(id);
    if (desk === undefined) return;
    this.#desks.delete(id);
    this.#ready.delete(desk);
    desk.close();
  }

  /** Progress is told once a turn; what else there is, at once, and never before the progress it rests on. */
  #pass(report: ScreenReport): void {
    if (report.kind === 'parsed') {
      this.#parsed.set(report.id, (this.#parsed.get(report.id) ?? 0) + report.bytes);
      return;
    }
    this.#tellProgress();
    this.#report(report);
  }

  #tellProgress(): void {
    for (const [id, bytes] of this.#parsed) this.#report({ kind: 'parsed', id, bytes });
    this.#parsed.clear();
  }

  #enqueue(desk: ScreenDesk): void {
    this.#ready.add(desk);
    if (this.#pumping) return;
    this.#pumping = true;
    setImmediate(() => this.#pump());
  }

  #pump(): void {
    const until = performance.now() + turnMs;
    do {
      const [desk] = this.#ready;
      if (desk === undefined) break;
      // Away and, if it has more, in again at the end.
      this.#ready.delete(desk);
      desk.step();
    } while (performance.now() < until);
    this.#tellProgress();
    this.#pumping = this.#ready.size > 0;
    if (this.#pumping) setImmediate(() => this.#pump());
  }
}
