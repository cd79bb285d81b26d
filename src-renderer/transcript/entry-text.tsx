import { type JSX, useState } from 'react';
import { MarkedText } from './marked-text.tsx';

/** Longer ones are cut until asked for; about what a dozen lines hold. */
const clippedAt = 1200;
const clippedLines = 14;

const clip = (text: string): string => {
  const lines = text.split('\n', clippedLines + 1);
  const few = lines.length > clippedLines ? lines.slice(0, clippedLines).join('\n') : text;
  return few.length > clippedAt ? few.slice(0, clippedAt) : few;
};

type EntryTextProps = {
  readonly text: string;
  readonly words: string;
  /** Code, output and arguments keep their columns. */
  readonly figures?: boolean;
};

export const EntryText = ({ text, words, figures = false }: EntryTextProps): JSX.Element => {
  const [whole, setWhole] = useState(false);
  const short = clip(text);
  // What is searched for may stand in the part that is cut off.
  const all = whole || (words !== '' && text.slice(short.length).toLowerCase().includes(words.toLowerCase()));
  return (
    <>
      <p className={figures ? 'tr-text tr-figures' : 'tr-text'}>
        <MarkedText text={all ? text : short} words={words} />
        {!all && short.length < text.length && '…'}
      </p>
      {short.length < text.length && (
        <button type="button" className="tr-more" aria-expanded={all} onClick={() => setWhole(!all)}>
          {all ? 'Show less' : `Show all ${text.length.toLocaleString('en')} characters`}
        </button>
      )}
    </>
  );
};
