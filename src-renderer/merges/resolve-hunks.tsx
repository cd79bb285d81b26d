import type { Hunk } from '@contract/conflict-hunks.ts';
import { type JSX, useState } from 'react';
import { Button } from '../design/button.tsx';
import { Textarea } from '../design/field.tsx';
import { countWords } from '../design/time-words.ts';
import { sideOf } from './resolve-draft.ts';

export type SideNames = { readonly ours: string; readonly theirs: string };

/** Lines of what both have that stand beside a conflict; the rest is folded. */
const contextLines = 3;

const Same = ({
  text,
  first,
  last,
}: {
  readonly text: string;
  readonly first: boolean;
  readonly last: boolean;
}) => {
  const [open, setOpen] = useState(false);
  const lines = text.replace(/\n$/, '').split('\n');
  const head = first ? 0 : contextLines;
  const tail = last ? 0 : contextLines;
  const folded = lines.length - head - tail;
  if (open || folded <= 1) return <pre className="mr-same ds-figures">{lines.join('\n')}</pre>;
  return (
    <>
      {head > 0 && <pre className="mr-same ds-figures">{lines.slice(0, head).join('\n')}</pre>}
      <button type="button" className="mr-fold" onClick={() => setOpen(true)}>
        {countWords(folded, 'line')} that both have
      </button>
      {tail > 0 && <pre className="mr-same ds-figures">{lines.slice(-tail).join('\n')}</pre>}
    </>
  );
};

type ConflictProps = {
  readonly hunk: Extract<Hunk, { kind: 'conflict' }>;
  readonly at: number;
  readonly count: number;
  readonly result: string | null;
  readonly names: SideNames;
  readonly readOnly: boolean;
  onResult(result: string | null): void;
};

const Side = ({
  name,
  text,
  empty,
}: {
  readonly name: string;
  readonly text: string;
  readonly empty: string;
}) => (
  <div className="mr-side">
    <p className="mr-side-name ds-quiet">{name}</p>
    {text === '' ? (
      <p className="ds-quiet mr-empty">{empty}</p>
    ) : (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
      <pre className="ds-figures" tabIndex={0}>
        {text.replace(/\n$/, '')}
      </pre>
    )}
  </div>
);

/** Rows of a box that shows all of a text of usual length. */
const rowsOf = (...texts: readonly string[]): number =>
  Math.min(16, Math.max(2, ...texts.map((text) => text.split('\n').length)));

const Conflict = ({ hunk, at, count, result, names, readOnly, onResult }: ConflictProps): JSX.Element => {
  const { ours, base, theirs } = hunk;
  const label = `Conflict ${at + 1} of ${count}`;
  const take = (side: 'ours' | 'theirs' | 'both' | 'neither') => () => onResult(sideOf(hunk, side));
  return (
    <fieldset className="mr-conflict" data-left={result === null || undefined} aria-label={label}>
      <div className="mr-conflict-head">
        <span className={result === null ? 'mr-open' : 'ds-quiet'}>{label}</span>
        {!readOnly && (
          <span className="mr-takes">
            <Button onClick={take('ours')}>Take ours</Button>
            <Button onClick={take('theirs')}>Take theirs</Button>
            <Button onClick={take('both')}>Both</Button>
            <Button look="plain" onClick={take('neither')}>
              Neither
            </Button>
            {/* There from the start: coming later it would push the others from under the pointer. */}
            <Button look="plain" disabled={result === null} onClick={() => onResult(null)}>
              Reset
            </Button>
          </span>
        )}
      </div>
      <div className="mr-three">
        <Side name={`ours: ${names.ours}`} text={ours} empty="Nothing here." />
        <div className="mr-side">
          <p className="mr-side-name ds-quiet">result</p>
          <Textarea
            className="ds-figures mr-result"
            aria-label={`Result of conflict ${at + 1}`}
            rows={rowsOf(ours, theirs, result ?? '')}
            spellCheck={false}
            readOnly={readOnly}
            placeholder={
              result === null ? 'Take a side, or write how it is to be.' : 'Nothing: the lines go.'
            }
            value={result ?? ''}
            onChange={(event) => onResult(event.target.value)}
          />
        </div>
        <Side name={`theirs: ${names.theirs}`} text={theirs} empty="Nothing here." />
      </div>
      {base !== '' && (
        <details className="mr-base">
          <summary className="ds-quiet">Before both</summary>
          <pre className="ds-figures">{base.replace(/\n$/, '')}</pre>
        </details>
      )}
    </fieldset>
  );
};

type HunksProps = {
  readonly hunks: readonly Hunk[];
  readonly results: readonly (string | null)[];
  readonly names: SideNames;
  readonly readOnly: boolean;
  onResult(at: number, result: string | null): void;
};

/** A file by its pieces: what both have folded, what differs as ours, result and theirs. */
export const ResolveHunks = ({ hunks, results, names, readOnly, onResult }: HunksProps): JSX.Element => {
  let conflict = -1;
  return (
    <div className="mr-hunks">
      {hunks.map((hunk, place) => {
        // A file's pieces have no name but their place, which stays.
        const key = `${hunk.kind} ${place}`;
        if (hunk.kind === 'same')
          return <Same key={key} text={hunk.text} first={place === 0} last={place === hunks.length - 1} />;
        conflict += 1;
        const at = conflict;
        return (
          <Conflict
            key={key}
            hunk={hunk}
            at={at}
            count={results.length}
            result={results[at] ?? null}
            names={names}
            readOnly={readOnly}
            onResult={(result) => onResult(at, result)}
          />
        );
      })}
    </div>
  );
};
