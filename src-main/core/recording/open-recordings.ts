import type { Result } from '@contract/result.ts';
import type { Keeper } from '../keeper.ts';
import type { Clock } from '../ports/clock.ts';
import type { RecordingReader, Recordings } from '../ports/recordings.ts';

/** A viewer asks many times a second; a file that nobody has asked for so long is closed. */
const idleMs = 60_000;

interface Open {
  /** Of one that is opened just now by another question, too. */
  readonly reader: Promise<Result<RecordingReader>>;
  cancel(): void;
}

interface RecordingGround {
  readonly clock: Clock;
  readonly recordings: Pick<Recordings, 'open'>;
}

/** Recordings that are being looked at stay open between two questions. */
export class OpenRecordings implements Keeper {
  readonly #ports: RecordingGround;
  readonly #open = new Map<number, Open>();

  constructor(ports: RecordingGround) {
    this.#ports = ports;
  }

  async get(run: number): Promise<Result<RecordingReader>> {
    const known = this.#open.get(run);
    known?.cancel();
    const reader = known?.reader ?? this.#ports.recordings.open(run);
    const cancel = this.#ports.clock.after(idleMs, () => this.close(run));
    this.#open.set(run, { reader, cancel });
    const opened = await reader;
    // What can't be opened now may be there later.
    if (!opened.ok && this.#open.get(run)?.reader === reader) this.close(run);
    return opened;
  }

  /** Whether somebody has looked at it within the last minute. */
  isOpen(run: number): boolean {
    return this.#open.has(run);
  }

  stop(): void {
    for (const run of [...this.#open.keys()]) this.close(run);
  }

  close(run: number): void {
    const known = this.#open.get(run);
    if (known === undefined) return;
    this.#open.delete(run);
    known.cancel();
    void known.reader.then((opened) => opened.ok && opened.value.close());
  }
}
