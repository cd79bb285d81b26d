import { ok, type Result } from '@contract/result.ts';
import type { Keeper } from '../keeper.ts';
import type { RecordingReader } from '../ports/recordings.ts';
import type { ProjectPorts } from '../project-ports.ts';

/** A viewer asks many times a second; a file that nobody has asked for so long is closed. */
const idleMs = 60_000;

interface Open {
  readonly reader: RecordingReader;
  cancel(): void;
}

/** Recordings that are being looked at stay open between two questions. */
export class OpenRecordings implements Keeper {
  readonly #ports: Pick<ProjectPorts, 'clock' | 'recordings'>;
  readonly #open = new Map<number, Open>();

  constructor(ports: Pick<ProjectPorts, 'clock' | 'recordings'>) {
    this.#ports = ports;
  }

  get(run: number): Result<RecordingReader> {
    const known = this.#open.get(run);
    known?.cancel();
    const reader = known === undefined ? this.#ports.recordings.open(run) : ok(known.reader);
    if (!reader.ok) return reader;
    const cancel = this.#ports.clock.after(idleMs, () => this.#close(run));
    this.#open.set(run, { reader: reader.value, cancel });
    return reader;
  }

  stop(): void {
    for (const run of [...this.#open.keys()]) this.#close(run);
  }

  #close(run: number): void {
    const known = this.#open.get(run);
    if (known === undefined) return;
    this.#open.delete(run);
    known.cancel();
    known.reader.close();
  }
}
