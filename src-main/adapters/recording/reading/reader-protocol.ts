import type { RecordedSearch, RecordingContents } from '../../../core/ports/recordings.ts';

/** Every question names the file that it is about: a thread that was started anew opens it again. */
export type ReaderAsk =
  | { readonly kind: 'open'; readonly reader: number; readonly file: string }
  | {
      [Question in keyof RecordingContents]: {
        readonly kind: 'ask';
        readonly reader: number;
        readonly file: string;
        readonly question: Question;
        readonly asked: Parameters<RecordingContents[Question]>;
      };
    }[keyof RecordingContents]
  | {
      readonly kind: 'search';
      readonly reader: number;
      readonly file: string;
      readonly query: RecordedSearch;
    }
  | { readonly kind: 'close'; readonly reader: number };
