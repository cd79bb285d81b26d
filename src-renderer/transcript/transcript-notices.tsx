import type { JSX } from 'react';
import { countWords } from '../design/time-words.ts';
import type { TranscriptState } from './transcript-store.ts';

/** Why what an event tells of may stand nowhere. */
const whyMissing = (around: string): string =>
  /^msg_\d+$/.test(around)
    ? `${around} stands nowhere in this conversation. It may not have been taken yet, or belong to a conversation before this one.`
    : 'This call stands nowhere in this conversation. It may be a sub-agent’s, or belong to a conversation before this one.';

const missingWords = ({ opened }: TranscriptState): string | null => {
  if (opened === null || opened.found?.by === 'name') return null;
  const { around, near } = opened.place;
  if (around === null)
    return near === null || opened.found !== null ? null : 'Nothing is known of that time.';
  return opened.found === null
    ? whyMissing(around)
    : `${whyMissing(around)} Marked is what stood here at that time.`;
};

/** What is amiss with the file itself. `atWork`: its last line may just be being written. */
const fileWords = ({ unreadable, unfinished }: TranscriptState, atWork: boolean): string => {
  const lines =
    unreadable === 0
      ? ''
      : `${countWords(unreadable, 'line')} of the file can not be read and ${unreadable === 1 ? 'is' : 'are'} left out.`;
  return unfinished && !atWork ? `${lines} Its last line is cut off.`.trim() : lines;
};

type NoticesProps = { readonly state: TranscriptState; readonly atWork: boolean };

/** What a person should know before believing what is shown. */
export const TranscriptNotices = ({ state, atWork }: NoticesProps): JSX.Element | null => {
  const missing = missingWords(state);
  const file = fileWords(state, atWork);
  if (missing === null && file === '') return null;
  return (
    <div className="tr-notices" role="status">
      {missing !== null && <p className="tr-missing">{missing}</p>}
      {file !== '' && <p>{file}</p>}
    </div>
  );
};
