import { existsSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import type { ExportItem } from '@contract/recording-export.ts';
import { fail, ok, type Result, type TuttiError } from '@contract/result.ts';
import type { Log } from '../../../core/ports/log.ts';
import type {
  Exporting,
  ExportListener,
  ExportWish,
  RecordingExporter,
} from '../../../core/ports/recording-exporter.ts';
import { type ExportPlace, ExportPlaces, mayPut, put } from './export-place.ts';
import type { ExportOrder, ExportReport, Made } from './export-protocol.ts';
import { exportFailure } from './make-export.ts';

export interface ExporterSetup {
  /** The built worker.ts. */
  readonly workerUrl: URL;
  readonly log: Log;
  /** The built page that plays a recording. */
  readonly page: string;
  /** The file of a run's recording. */
  readonly fileOf: (run: number) => string;
  /** A folder of its own, for what is handed over, and for the trails of what is made elsewhere. */
  readonly folder: string;
}

/** Exports at once: each takes a core, and the agents need theirs. */
const mostAtOnce = 4;
/** Bytes of one part, and so many that are on their way. */
const partBytes = 262_144;
const mostUnderway = 1_048_576;

const names = { tutti: 'tutti', cast: 'cast', 'cast-v2': 'cast', html: 'html' } as const satisfies Record<
  ExportWish['format'],
  string
>;

const nameOf = ({ run, format, instances }: ExportWish, isFolder: boolean): string => {
  const [only] = instances?.length === 1 ? instances : [];
  const base = only === undefined ? `run-${run}` : `run-${run}-${only}`;
  return isFolder ? `${base}-casts` : `${base}.${names[format]}`;
};

/** One export: a thread that makes it, then its way to its place or to whoever asked. */
class Export implements Exporting {
  readonly #wish: ExportWish;
  readonly #listener: ExportListener;
  readonly #place: ExportPlace;
  readonly #worker: Worker;
  readonly #log: Log;
  readonly #gone: () => void;
  #over = false;
  #underway = 0;
  #proceed: () => void = () => {};

  constructor(
    setup: ExporterSetup,
    wish: ExportWish,
    listener: ExportListener,
    place: ExportPlace,
    gone: () => void,
  ) {
    this.#wish = wish;
    this.#listener = listener;
    this.#place = place;
    this.#log = setup.log;
    this.#gone = gone;
    const { format, instances, rules, run } = wish;
    const order: ExportOrder = {
      source: setup.fileOf(run),
      page: setup.page,
      folder: place.folder,
      format,
      instances,
      rules,
    };
    this.#worker = new Worker(setup.workerUrl, { name: 'tutti export', workerData: order });
    this.#worker.on('message', (report: ExportReport) => this.#hear(report));
    this.#worker.on('error', (error) => {
      this.#log.error('an export broke down', error);
      this.#end(brokenOff.error);
    });
    this.#worker.on('exit', () => {
      if (!this.#hasMade) this.#end(brokenOff.error);
    });
  }

  #hasMade = false;

  ack(bytes: number): void {
    this.#underway -= bytes;
    this.#proceed();
  }

  cancel(): void {
    void this.stop();
  }

  async stop(): Promise<void> {
    if (this.#over) return;
    this.#over = true;
    this.#proceed();
    await this.#clear();
  }

  #hear(report: ExportReport): void {
    if (this.#over) return;
    if (report.kind === 'progress') this.#listener.item(report);
    else if (report.kind === 'failed') this.#end(report.error);
    else {
      this.#hasMade = true;
      this.#deliver(report.made).then(
        (delivered) => this.#end(delivered.ok ? null : delivered.error),
        (error: unknown) => {
          this.#log.error('an export could not be handed over', error);
          this.#end((exportFailure(error) ?? brokenOff).error);
        },
      );
    }
  }

  async #deliver(made: Made): Promise<Result<void>> {
    const { output, force } = this.#wish;
    const name = nameOf(this.#wish, made.isFolder);
    if (output === null) await this.#handOver(made);
    else {
      const there = put(made.path, made.isFolder, output, force);
      if (!there.ok) return there;
    }
    const { files, bytes, masked } = made;
    this.#tell({
      kind: 'done',
      output,
      name,
      files,
      bytes,
      masked: masked === null ? null : { ...masked },
      unknown: [],
    });
    return ok(undefined);
  }

  async #handOver({ path }: Made): Promise<void> {
    const file = await open(path, 'r');
    try {
      while (!this.#over && (await this.#part(file)));
    } finally {
      await file.close();
    }
  }

  /** False: it was the last. */
  async #part(file: FileHandle): Promise<boolean> {
    const { bytesRead, buffer } = await file.read(new Uint8Array(partBytes), 0, partBytes);
    if (bytesRead === 0) return false;
    this.#underway += bytesRead;
    this.#tell({ kind: 'part', bytes: buffer.subarray(0, bytesRead) });
    while (this.#underway >= mostUnderway && !this.#over)
      await new Promise<void>((resolve) => {
        this.#proceed = resolve;
      });
    return true;
  }

  #tell(item: ExportItem): void {
    if (!this.#over) this.#listener.item(item);
  }

  /** What was made is put away before its end is told: who hears of it finds nothing left. */
  #end(error: TuttiError | null): void {
    if (this.#over) return;
    this.#over = true;
    this.#clear().then(
      () => (error === null ? this.#listener.end() : this.#listener.end(error)),
      () => {},
    );
  }

  async #clear(): Promise<void> {
    try {
      await this.#worker.terminate();
      await this.#place.remove();
    } catch (error) {
      // The next host removes it.
      this.#log.error('an export was not cleared away', error);
    } finally {
      this.#gone();
    }
  }
}

const brokenOff = fail('internal', 'The export broke off.', 'Try again; the host’s log says why.');

/** Exports in threads. */
export class ThreadExporter implements RecordingExporter {
  readonly #setup: ExporterSetup;
  readonly #places: ExportPlaces;
  readonly #tidied: Promise<void>;
  readonly #open = new Set<Export>();

  constructor(setup: ExporterSetup) {
    this.#setup = setup;
    this.#places = new ExportPlaces(setup.folder);
    this.#tidied = this.#places.tidy().catch((error: unknown) => setup.log.error('left exports', error));
  }

  begin(wish: ExportWish, listener: ExportListener): Exporting {
    let underway: Export | null = null;
    let cancelled = false;
    const start = (): void => {
      if (cancelled) return;
      const begun = this.#start(wish, listener);
      if (begun.ok) underway = begun.value;
      else listener.end(begun.error);
    };
    this.#tidied.then(start).catch((error: unknown) => {
      this.#setup.log.error('an export could not be begun', error);
      listener.end(brokenOff.error);
    });
    return {
      ack: (bytes) => underway?.ack(bytes),
      cancel: () => {
        cancelled = true;
        underway?.cancel();
      },
    };
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#open].map((one) => one.stop()));
  }

  #start(wish: ExportWish, listener: ExportListener): Result<Export> {
    const allowed = this.#check(wish);
    if (!allowed.ok) return allowed;
    let place: ExportPlace;
    try {
      place = this.#places.begin(wish.output);
    } catch (error) {
      const failed = exportFailure(error);
      if (failed === null) throw error;
      return failed;
    }
    const made: Export = new Export(this.#setup, wish, listener, place, () => void this.#open.delete(made));
    this.#open.add(made);
    return ok(made);
  }

  #check({ run, format, instances, output, force }: ExportWish): Result<void> {
    if (!existsSync(this.#setup.fileOf(run)))
      return fail(
        'not_found',
        `Run ${run} has no recording.`,
        'Name one that tutti runs shows as recorded.',
        { field: 'run' },
      );
    if (this.#open.size >= mostAtOnce)
      return fail('limit_reached', `${mostAtOnce} exports are under way.`, 'Wait until one is done.');
    if (format === 'tutti' && instances !== null)
      return fail(
        'bad_input',
        'A .tutti file holds the whole run.',
        'Leave the instances out, or choose cast.',
        { field: 'instances' },
      );
    if (output === null && format.startsWith('cast') && instances?.length !== 1)
      return fail('bad_input', 'Several casts can’t be handed over as one file.', 'Name one instance.', {
        field: 'instances',
      });
    return output === null ? ok(undefined) : mayPut(output, force);
  }
}
