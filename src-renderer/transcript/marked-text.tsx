import type { JSX } from 'react';

type MarkedTextProps = { readonly text: string; readonly words: string };

/** A text with the words that are searched for marked. */
export const MarkedText = ({ text, words }: MarkedTextProps): JSX.Element => {
  const wanted = words.toLowerCase();
  const lower = text.toLowerCase();
  // Some letters have another length in lower case: then the places would not agree, and nothing is marked.
  if (wanted === '' || lower.length !== text.length) return <>{text}</>;
  const parts: (string | JSX.Element)[] = [];
  let from = 0;
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, from)) {
    if (at > from) parts.push(text.slice(from, at));
    from = at + wanted.length;
    parts.push(<mark key={at}>{text.slice(at, from)}</mark>);
  }
  parts.push(text.slice(from));
  return <>{parts}</>;
};
