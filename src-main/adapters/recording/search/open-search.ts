import type { Result } from '@contract/result.ts';
import type { RecordedSearch, RecordedSearchPage } from '../../../core/ports/recordings.ts';
import { openToRead } from '../reading/open-to-read.ts';
import { prepareSearch } from './search-recording.ts';

/** A page is answered after so many ms, full or not: whoever waits sees that it goes on, and what else is asked has its turn. */
const budgetMs = 250;

export interface OpenSearch {
  search(query: RecordedSearch): Result<RecordedSearchPage>;
  close(): void;
}

/** Opens a recording to search it, here and now. Errors: those of `openToRead`. */
export const openSearch = (file: string): Result<OpenSearch> =>
  openToRead(file, (db) => {
    const search = prepareSearch(db, { now: Date.now, budgetMs });
    return {
      search: (query) => db.transaction(() => search(query)).deferred(),
      close: () => void db.close(),
    };
  });
