import { pageMark } from '@contract/recording-format/recorded-page.ts';
import { TuttiFailure } from '@contract/result.ts';
import { type PageSource, writePage } from '../../src-main/adapters/recording/page/write-page.ts';
import { openParts } from '../../src-main/adapters/recording/reading/open-recording.ts';

/** A recording's file as a page, in pieces as they were written. */
export const pageOf = async (
  file: string,
  more: Partial<Pick<PageSource, 'template' | 'most' | 'tell'>> = {},
): Promise<string[]> => {
  const parts = openParts(file);
  if (!parts.ok) throw new TuttiFailure(parts.error);
  const pieces: string[] = [];
  const written = await writePage(
    { template: `<head>${pageMark}</head>`, ...more, parts: parts.value, bytes: 1 },
    async (text) => void pieces.push(text),
  );
  parts.value.db.close();
  if (!written.ok) throw new TuttiFailure(written.error);
  return pieces;
};

const block = /<script type="application\/octet-stream" id="([^"]+)">([^<]*)<\/script>/g;

/** What the page's own program finds in its elements. */
export const elementsOf = (pieces: readonly string[]): ((id: string) => string | null) => {
  const found = new Map<string, string>();
  for (const [, id = '', text = ''] of pieces.join('').matchAll(block)) found.set(id, text);
  return (id) => found.get(id) ?? null;
};
