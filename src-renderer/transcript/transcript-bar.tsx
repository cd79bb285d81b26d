import { type EntryKind, transcriptHitLimit } from '@contract/transcripts.ts';
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { JSX, KeyboardEvent } from 'react';
import { Button, IconButton } from '../design/button.tsx';
import { Input } from '../design/field.tsx';
import { Select } from '../design/select.tsx';
import { countWords } from '../design/time-words.ts';
import type { Find } from './use-find.ts';

/** What the filter lets through, by its name in the list. */
const filters: Readonly<
  Record<string, { readonly label: string; readonly kinds: readonly EntryKind[] | null }>
> = {
  all: { label: 'Everything', kinds: null },
  spoken: { label: 'Prompts and answers', kinds: ['prompt', 'said'] },
  prompts: { label: 'Prompts', kinds: ['prompt'] },
  thoughts: { label: 'Thoughts', kinds: ['thought'] },
  tools: { label: 'Tool calls', kinds: ['tool', 'result'] },
};
const options = Object.entries(filters).map(([value, { label }]) => ({ value, label }));

const filterOf = (kinds: readonly EntryKind[] | null): string =>
  Object.keys(filters).find((name) => filters[name]?.kinds?.join() === kinds?.join()) ?? 'all';

const hitWords = ({ hits, at }: Find): string => {
  if (hits === null) return '';
  if (hits.hits.length === 0) return 'no match';
  return `${at + 1} of ${hits.more ? `the last ${transcriptHitLimit.toLocaleString('en')}` : hits.hits.length}`;
};

const FindIn = ({ id, find }: { readonly id: string; readonly find: Find }): JSX.Element => {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') find.step(event.shiftKey ? 1 : -1);
    else if (event.key === 'Escape' && find.words !== '') find.setWords('');
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const none = (find.hits?.hits.length ?? 0) === 0;
  return (
    <search className="tr-find">
      <Input
        aria-label={`Search in the transcript of ${id}`}
        placeholder="Search"
        value={find.words}
        onChange={(event) => find.setWords(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <span className="tr-hits ds-figures" role="status">
        {hitWords(find)}
      </span>
      <IconButton label="Older" shortcut="Enter" disabled={none} onClick={() => find.step(-1)}>
        <ArrowUp size={14} />
      </IconButton>
      <IconButton label="Newer" shortcut="Shift Enter" disabled={none} onClick={() => find.step(1)}>
        <ArrowDown size={14} />
      </IconButton>
    </search>
  );
};

type TranscriptBarProps = {
  readonly id: string;
  readonly find: Find;
  readonly kinds: readonly EntryKind[] | null;
  readonly total: number;
  onKinds(kinds: readonly EntryKind[] | null): void;
  onLatest(): void;
};

/** Whose conversation it is, what is searched for, and what is shown of it. */
export const TranscriptBar = (props: TranscriptBarProps): JSX.Element => (
  <div className="tr-bar">
    <h2 className="ds-figures">{props.id}</h2>
    <FindIn id={props.id} find={props.find} />
    <Select
      label="Kind of entry"
      value={filterOf(props.kinds)}
      options={options}
      onChange={(name) => props.onKinds(filters[name]?.kinds ?? null)}
    />
    <span className="tr-total ds-quiet ds-figures">
      {countWords(props.total, 'entry', 'entries').replace(/^\d+/, (count) =>
        Number(count).toLocaleString('en'),
      )}
    </span>
    <Button look="plain" onClick={props.onLatest}>
      Latest
    </Button>
  </div>
);
