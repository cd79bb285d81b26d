import { mistakeWords, type ProfileMistake } from '@contract/profile-sources.ts';
import { CircleAlert } from 'lucide-react';
import type { JSX } from 'react';
import { countWords } from '../design/time-words.ts';

type MistakeListProps = { readonly mistakes: readonly ProfileMistake[]; onGo(line: number): void };

/** What is wrong, line by line; each leads to its line. */
export const MistakeList = ({ mistakes, onGo }: MistakeListProps): JSX.Element => (
  <section className="pr-mistakes" aria-label="Mistakes" aria-live="polite">
    {mistakes.length > 0 && (
      <>
        <h4 className="pr-mistakes-title">
          <CircleAlert size={14} aria-hidden="true" />
          {countWords(mistakes.length, 'mistake')}
        </h4>
        <ul>
          {mistakes.map((mistake) => (
            <li key={mistakeWords(mistake)}>
              <button type="button" className="pr-mistake" onClick={() => onGo(mistake.line)}>
                {mistakeWords(mistake)}
              </button>
            </li>
          ))}
        </ul>
      </>
    )}
  </section>
);
