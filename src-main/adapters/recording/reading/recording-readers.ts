import { fail, ok, type Result } from '@contract/result.ts';
import type { Log } from '../../../core/ports/log.ts';
import type {
  RecordedSearch,
  RecordedSearchPage,
  RecordingContents,
  RecordingReader,
} from '../../../core/ports/recordings.ts';
import { AskedThread } from '../../system/asked-thread.ts';
import type { ReaderAsk } from './reader-protocol.ts';

/** A view of 100 MB as text and as a tree takes some 400 MB for a moment. A file that needs more ends the thread, not the host. */
const memoryMegabytes = 768;
/** Nobody has looked at a recording for so long: the thread goes. The next look starts another within 100 ms. */
const idleMs = 5 * 60_000;
/** The most that one question takes is a hundredth of it. Only a file that was made to hold the reader up comes here. */
const silentMs = 30_000;

/** A page of a search is answered twenty times as fast, also on a busy machine. */
const longestExpressionMs = 5000;

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
  textAt: true,
  records: true,
  activity: true,
  damage: true,
};

type Thread = Pick<AskedThread<ReaderAsk>, 'ask' | 'tell'>;

interface Threads {
  readonly reading: Thread;
  readonly words: Thread;
  readonly expressions: Thread;
}

/** Within one line an expression can take years; it is ended with its thread, and said so. */
const endless = fail(
  'timeout',
  'the expression takes too long',
  'Make it simpler, without repetitions within repetitions, or search for words.',
  { field: 'text' },
);

const searching =
  (of: { readonly reader: number; readonly file: string }, { words, expressions }: Threads) =>
  async (query: RecordedSearch): Promise<Result<RecordedSearchPage>> => {
    const thread = query.kind === 'regex' ? expressions : words;
    const page = await thread.ask({ kind: 'search', ...of, query });
    // The desk answers each question with what belongs to it.
    if (page.ok) return page as Result<RecordedSearchPage>;
    return query.kind === 'regex' && page.error.code === 'timeout' ? endless : page;
  };

/** Asks by whatever answers: the threads, or in a test the desk itself. */
export const askingReader = (
  of: { readonly reader: number; readonly file: string },
  threads: Threads,
): RecordingReader => {
  const asking = (question: string) => [
    question,
    // What is asked fits its question by the type of the reader.
    (...asked: readonly unknown[]) =>
      threads.reading.ask({ kind: 'ask', ...of, question, asked } as ReaderAsk),
  ];
  const close = (): void => {
    for (const thread of Object.values(threads)) thread.tell({ kind: 'close', reader: of.reader });
  };
  const answers = Object.fromEntries(Object.keys(questions).map(asking));
  return { ...answers, search: searching(of, threads), close } as RecordingReader;
};

interface ReadersSetup {
  /** The built worker.ts. */
  readonly workerUrl: URL;
  readonly log: Log;
  /** So long an expression may take for a page. */
  readonly expressionMs?: number;
}

/**
 * Reads recordings in worker threads: one for what is looked at, one for searches, so that neither waits for the other, and one for regular
 * expressions, which may have to be ended. When one dies, the next question opens the file again in another.
 */
export class RecordingReaders {
  readonly #reading: AskedThread<ReaderAsk>;
  readonly #words: AskedThread<ReaderAsk>;
  readonly #expressions: AskedThread<ReaderAsk>;
  #lastReader = 0;

  constructor({ workerUrl: url, log, expressionMs = longestExpressionMs }: ReadersSetup) {
    const remedy = 'Try again; if it stays, the recording is damaged in a way that can not be read.';
    const setup = { url, log, memoryMegabytes, idleMs, silentMs, remedy };
    this.#reading = new AskedThread({ ...setup, what: 'the reader of recordings', name: 'tutti recordings' });
    this.#words = new AskedThread({ ...setup, what: 'the search in recordings', name: 'tutti search' });
    this.#expressions = new AskedThread({
      ...setup,
      what: 'the search by an expression',
      name: 'tutti expressions',
      silentMs: expressionMs,
    });
  }

  /** Opens a recording, of whatever origin. Errors: `not_found`, `database_newer`, `database_corrupt`, `internal`, `timeout`. */
  async open(file: string): Promise<Result<RecordingReader>> {
    this.#lastReader += 1;
    const reader = this.#lastReader;
    const opened = await this.#reading.ask({ kind: 'open', reader, file });
    return opened.ok ? ok(this.#readerOf(reader, file)) : opened;
  }

  async stop(): Promise<void> {
    await Promise.all([this.#reading.stop(), this.#words.stop(), this.#expressions.stop()]);
  }

  /** Ends the thread as a fault would: for the tests of what comes after. */
  breakThread(): Promise<void> {
    return this.#reading.kill();
  }

  #readerOf(reader: number, file: string): RecordingReader {
    const threads = { reading: this.#reading, words: this.#words, expressions: this.#expressions };
    return askingReader({ reader, file }, threads);
  }
}
