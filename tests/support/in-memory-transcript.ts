import { parseEnvelope } from '@contract/envelope.ts';
import type { TranscriptPart } from '../../src-main/core/ports/transcripts.ts';

/** What an agent has written down that it was told: it outlives its program. */
export class InMemoryTranscript {
  readonly file = '/in/memory.jsonl';
  readonly texts: string[] = [];

  /** The entry of a message, or with words; nothing where there is none. */
  part(around: string | null): TranscriptPart {
    const index = this.texts.findIndex((text) => parseEnvelope(text)?.id === around || text === around);
    const text = this.texts[index];
    const entry = { index, at: null, kind: 'prompt', call: null, tool: null, failed: false } as const;
    return {
      entries: text === undefined ? [] : [{ ...entry, text, summary: '', files: [] }],
      total: this.texts.length,
      older: false,
      newer: false,
      found: text === undefined ? null : { index, by: 'name' },
      unreadable: 0,
      unfinished: false,
    };
  }
}
