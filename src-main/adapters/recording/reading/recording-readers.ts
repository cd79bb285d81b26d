import { ok, type Result } from '@contract/result.ts';
import type { Log } from '../../../core/ports/log.ts';
import type { RecordingContents, RecordingReader } from '../../../core/ports/recordings.ts';
import { AskedThread } from '../../system/asked-thread.ts';
import type { ReaderAsk } from './reader-protocol.ts';

/** A view of 100 MB as text and as a tree takes some 400 MB for a moment. A file that needs more ends the thread, not the host. */
const memoryMegabytes = 768;
/** Nobody has looked at a recording for so long: the thread goes. The next look starts another within 100 ms. */
const idleMs = 5 * 60_000;
/** The most that one question takes is a hundredth of it. Only a file that was made to hold the reader up comes here. */
const silentMs = 30_000;

/** All there is to ask, by name: what is missing here does not compile. */
const questions: { readonly [Question in keyof RecordingContents]: true } = {
  about: true,
  streams: true,
  tip: true,
  eventNear: true,
  timeline: true,
  viewAt: true,
  viewParts: true,
  events: true,
  screenAt: true,
  records: true,
  activity: true,
  damage: true,
};

/** Asks by whatever answers: the thread, or in a test the desk itself. */
export const askingReader = (
  of: { readonly reader: number; readonly file: string },
  thread: Pick<AskedThread<ReaderAsk>, 'ask' | 'tell'>,
): RecordingReader => {
  const asking = (question: string) => [
    question,
    // What is asked fits its question by the type of the reader.
    (...asked: readonly unknown[]) => thread.ask({ kind: 'ask', ...of, question, asked } as ReaderAsk),
  ];
  const close = (): void => thread.tell({ kind: 'close', reader: of.reader });
  return { ...Object.fromEntries(Object.keys(questions).map(asking)), close } as RecordingReader;
};

/** Reads recordings in a worker thread. When it dies, the next question opens the file again in another. */
export class RecordingReaders {
  readonly #thread: AskedThread<ReaderAsk>;
  #lastReader = 0;

  /** `workerUrl`: the built worker.ts. */
  constructor({ workerUrl, log }: { readonly workerUrl: URL; readonly log: Log }) {
    this.#thread = new AskedThread({
      url: workerUrl,
      log,
      what: 'the reader of recordings',
      name: 'tutti recordings',
      memoryMegabytes,
      idleMs,
      silentMs,
      remedy: 'Try again; if it stays, the recording is damaged in a way that can not be read.',
    });
  }

  /** Opens a recording, of whatever origin. Errors: `not_found`, `database_newer`, `database_corrupt`, `internal`, `timeout`. */
  async open(file: string): Promise<Result<RecordingReader>> {
    this.#lastReader += 1;
    const reader = this.#lastReader;
    const opened = await this.#thread.ask({ kind: 'open', reader, file });
    return opened.ok ? ok(askingReader({ reader, file }, this.#thread)) : opened;
  }

  stop(): Promise<void> {
    return this.#thread.stop();
  }

  /** Ends the thread as a fault would: for the tests of what comes after. */
  breakThread(): Promise<void> {
    return this.#thread.kill();
  }
}
