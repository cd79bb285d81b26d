import { ok, type Result } from '@contract/result.ts';
import { ReaderDesk } from '../../../src-main/adapters/recording/reading/reader-desk.ts';
import type { ReaderAsk } from '../../../src-main/adapters/recording/reading/reader-protocol.ts';
import { askingReader } from '../../../src-main/adapters/recording/reading/recording-readers.ts';
import type { RecordingReader } from '../../../src-main/core/ports/recordings.ts';

/** Recordings read as in the thread, without one: for tests of what asks. */
export const readersHere = () => {
  const desk = new ReaderDesk();
  let last = 0;
  const ask = async (wanted: ReaderAsk): Promise<Result<unknown>> => desk.handle(wanted) ?? ok(null);
  return {
    open: async (file: string): Promise<Result<RecordingReader>> => {
      last += 1;
      const opened = await ask({ kind: 'open', reader: last, file });
      const here = { ask, tell: (it: ReaderAsk) => void ask(it) };
      const threads = { reading: here, words: here, expressions: here };
      return opened.ok ? ok(askingReader({ reader: last, file }, threads)) : opened;
    },
  };
};
