import type { TranscriptHits } from '@contract/transcripts.ts';
import type { TranscriptPart, WantedEntries, WantedWords } from '../../../core/ports/transcripts.ts';

/** One conversation, wherever its CLI has recorded it. Rejects with the file's error where that can't be read. */
export interface TranscriptSource {
  read(wanted: WantedEntries): Promise<TranscriptPart>;
  search(wanted: WantedWords): Promise<TranscriptHits>;
}
