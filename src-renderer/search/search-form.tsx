import { hitSourceSchema } from '@contract/recording-search.ts';
import { Regex, Search, X } from 'lucide-react';
import { type JSX, type KeyboardEvent, useEffect, useRef } from 'react';
import { IconButton } from '../design/button.tsx';
import { Select } from '../design/select.tsx';
import type { SearchWish } from './search-wish.ts';

const everywhere = 'everywhere';
const sources = [
  { value: everywhere, label: 'Everywhere' },
  { value: 'terminal', label: 'Terminals' },
  { value: 'message', label: 'Messages' },
  { value: 'event', label: 'Events' },
];

type SearchFormProps = {
  readonly wish: SearchWish;
  /** The run that is shown; null: only all of them can be searched. */
  readonly run: number | null;
  /** Whether other runs than that can be searched. */
  readonly hasOthers: boolean;
  /** Another number: it gets the keyboard again. */
  readonly round: number;
  readonly invalid: boolean;
  onWish(wish: SearchWish): void;
  onKey(event: KeyboardEvent): void;
  onClose(): void;
};

const Scope = ({ wish, run, hasOthers, onWish }: SearchFormProps): JSX.Element | null =>
  run === null || !hasOthers ? null : (
    <Select
      label="In which runs"
      value={wish.inRun ? 'this' : 'all'}
      options={[
        { value: 'this', label: `Run ${run}` },
        { value: 'all', label: 'All runs', disabled: wish.kind === 'regex' },
      ]}
      onChange={(value) => onWish({ ...wish, inRun: value === 'this' })}
    />
  );

/** What is searched for, and where. */
export const SearchForm = (props: SearchFormProps): JSX.Element => {
  const { wish, run, round, invalid, onWish, onKey, onClose } = props;
  const input = useRef<HTMLInputElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` gives it the keyboard again
  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, [round]);
  return (
    <search className="sr-form">
      <div className="sr-line">
        <Search size={14} aria-hidden="true" />
        <input
          ref={input}
          type="text"
          className="ds-input sr-input"
          aria-label={wish.kind === 'regex' ? 'Search by an expression' : 'Search for words'}
          aria-invalid={invalid || undefined}
          placeholder={wish.kind === 'regex' ? 'took \\d{4,} ms' : 'words, "in a row", begin*'}
          spellCheck={false}
          value={wish.text}
          onChange={(event) => onWish({ ...wish, text: event.target.value })}
          onKeyDown={onKey}
        />
        <IconButton
          label="By a regular expression"
          aria-pressed={wish.kind === 'regex'}
          disabled={run === null}
          onClick={() =>
            onWish({
              ...wish,
              ...(wish.kind === 'regex' ? { kind: 'words' } : { kind: 'regex', inRun: true }),
            })
          }
        >
          <Regex size={14} />
        </IconButton>
        <IconButton label="Close the search" shortcut="Esc" onClick={onClose}>
          <X size={14} />
        </IconButton>
      </div>
      <div className="sr-line">
        <Select
          label="Where"
          value={wish.source ?? everywhere}
          options={sources}
          onChange={(value) => onWish({ ...wish, source: hitSourceSchema.safeParse(value).data ?? null })}
        />
        <Scope {...props} />
      </div>
    </search>
  );
};
