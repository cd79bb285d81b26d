import type { ISearchOptions, SearchAddon } from '@xterm/addon-search';
import { ArrowDown, ArrowUp, CaseSensitive, X } from 'lucide-react';
import { type JSX, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { IconButton } from '../design/button.tsx';
import { Input } from '../design/field.tsx';
import { readSearchColours } from './terminal-theme.ts';

type SearchBarProps = { readonly search: SearchAddon; onClose(): void };

/** xterm marks at most so many hits; beyond, it counts none. */
const countWords = (index: number, count: number): string => {
  if (count === 0) return 'no match';
  return index < 0 ? `${count}+` : `${index + 1} of ${count}`;
};

/** Finds text in a terminal and its scrollback. Enter goes up, to older lines, as one reads a log backwards; Shift+Enter down. */
export const SearchBar = ({ search, onClose }: SearchBarProps): JSX.Element => {
  const [text, setText] = useState('');
  const [caseSensitive, setCaseSensitive] = useState(false);
  const [hits, setHits] = useState({ index: -1, count: 0 });
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    input.current?.focus();
    const listening = search.onDidChangeResults(({ resultIndex, resultCount }) =>
      setHits({ index: resultIndex, count: resultCount }),
    );
    return () => {
      listening.dispose();
      search.clearDecorations();
    };
  }, [search]);

  const options = (sensitive: boolean): ISearchOptions => ({
    caseSensitive: sensitive,
    decorations: readSearchColours(),
  });
  const look = (wanted: string, sensitive: boolean): void => {
    setText(wanted);
    setCaseSensitive(sensitive);
    // The add-on keeps its hits while the words are the same, even when case begins to count.
    if (wanted === '' || sensitive !== caseSensitive) search.clearDecorations();
    if (wanted !== '') search.findPrevious(wanted, { ...options(sensitive), incremental: true });
  };
  const older = (): void => void search.findPrevious(text, options(caseSensitive));
  const newer = (): void => void search.findNext(text, options(caseSensitive));
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') onClose();
    else if (event.key === 'Enter' && event.shiftKey) newer();
    else if (event.key === 'Enter') older();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <search className="pane-search">
      <Input
        ref={input}
        aria-label="Search in this terminal"
        placeholder="Search"
        value={text}
        onChange={(event) => look(event.target.value, caseSensitive)}
        onKeyDown={onKeyDown}
      />
      <span className="pane-hits" role="status">
        {text === '' ? '' : countWords(hits.index, hits.count)}
      </span>
      <IconButton label="Match case" aria-pressed={caseSensitive} onClick={() => look(text, !caseSensitive)}>
        <CaseSensitive size={16} />
      </IconButton>
      <IconButton label="Older" shortcut="Enter" onClick={older}>
        <ArrowUp size={14} />
      </IconButton>
      <IconButton label="Newer" shortcut="Shift Enter" onClick={newer}>
        <ArrowDown size={14} />
      </IconButton>
      <IconButton label="Close search" shortcut="Esc" onClick={onClose}>
        <X size={14} />
      </IconButton>
    </search>
  );
};
