import { ok, type Result } from '@contract/result.ts';
import type { OpenContents } from '../../../core/ports/recordings.ts';
import { type OpenSearch, openSearch } from '../search/open-search.ts';
import { openRecording } from './open-recording.ts';
import type { ReaderAsk } from './reader-protocol.ts';

/** Works off what is asked of recordings, in the thread. Each reader has its file open for itself: what it found damaged is its own. */
export class ReaderDesk {
  readonly #open = new Map<number, OpenContents>();
  readonly #searches = new Map<number, OpenSearch>();

  /** Null: nothing is to be answered. */
  handle(ask: ReaderAsk): Result<unknown> | null {
    if (ask.kind === 'close') {
      this.#open.get(ask.reader)?.close();
      this.#open.delete(ask.reader);
      this.#searches.get(ask.reader)?.close();
      this.#searches.delete(ask.reader);
      return null;
    }
    if (ask.kind === 'search') {
      const search = this.#searchOf(ask.reader, ask.file);
      return search.ok ? search.value.search(ask.query) : search;
    }
    const contents = this.#contentsOf(ask.reader, ask.file);
    if (!contents.ok) return contents;
    if (ask.kind === 'open') return ok(null);
    // The question and what is asked belong together, which the type system can't follow through the lookup.
    const answer = contents.value[ask.question] as (...asked: readonly unknown[]) => unknown;
    return ok(answer(...ask.asked));
  }

  #searchOf(reader: number, file: string): Result<OpenSearch> {
    const known = this.#searches.get(reader);
    if (known !== undefined) return ok(known);
    const opened = openSearch(file);
    if (opened.ok) this.#searches.set(reader, opened.value);
    return opened;
  }

  #contentsOf(reader: number, file: string): Result<OpenContents> {
    const known = this.#open.get(reader);
    if (known !== undefined) return ok(known);
    const opened = openRecording(file);
    if (opened.ok) this.#open.set(reader, opened.value);
    return opened;
  }
}
