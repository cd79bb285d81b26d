import { TuttiFailure } from '@contract/result.ts';
import Database from 'better-sqlite3';
import { prepareSearch } from '../../../../src-main/adapters/recording/search/search-recording.ts';
import { TextIndex } from '../../../../src-main/adapters/recording/search/text-index.ts';
import type {
  RecordedHit,
  RecordedSearch,
  RecordedSearchPage,
} from '../../../../src-main/core/ports/recordings.ts';

/** Long after all that tests record. */
export const later = 9_000_000_000_000;

type Asked = Partial<RecordedSearch> & { readonly text: string };

interface Around {
  readonly now?: () => number;
  readonly budgetMs?: number;
}

/** One page of a search in a file. */
export const pageOf = (file: string, asked: Asked, around: Around = {}): RecordedSearchPage => {
  const db = new Database(file, { readonly: true });
  try {
    const search = prepareSearch(db, { now: () => later, budgetMs: 60_000, ...around });
    const page = search({ kind: 'words', limit: 1000, ...asked });
    if (!page.ok) throw new TuttiFailure(page.error);
    return page.value;
  } finally {
    db.close();
  }
};

/** All pages. */
export const hitsOf = (file: string, asked: Asked, around: Around = {}): RecordedHit[] => {
  const hits: RecordedHit[] = [];
  for (let after = asked.after; ; ) {
    const page = pageOf(file, { ...asked, ...(after === undefined ? {} : { after }) }, around);
    hits.push(...page.hits);
    if (!page.more) return hits;
    after = page.after;
  }
};

export const textsOf = (file: string, text: string, kind: RecordedSearch['kind'] = 'words'): string[] =>
  hitsOf(file, { text, kind }).map((hit) => hit.text);

/** Indexes all there is to index. */
export const indexAll = (file: string): void => {
  const index = new TextIndex(file, () => 0);
  while (index.work(1000)) {
    // Until nothing is left.
  }
  index.close();
};

/** How many pieces its index knows. */
export const indexedPieces = (file: string): number => {
  const db = new Database(file, { readonly: true });
  try {
    return Number(db.prepare('SELECT count(*) FROM said').pluck().get());
  } finally {
    db.close();
  }
};
