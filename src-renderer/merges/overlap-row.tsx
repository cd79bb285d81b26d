import type { Overlap } from '@contract/stands.ts';
import { GitCompareArrows } from 'lucide-react';
import type { JSX } from 'react';
import { useReadOnly } from '../connection/host-info.ts';
import { Button } from '../design/button.tsx';
import { countWords, durationWords } from '../design/time-words.ts';

type OverlapRowProps = {
  readonly overlap: Overlap;
  readonly now: number;
  readonly selectedId: string | null;
  onSelect(id: string): void;
  /** Asks whether the work of one of them is to be merged now. */
  onMerge(id: string): void;
};

/** Files that a row names; an instance's branch shows the rest. */
const namedMost = 5;

/** Two whose work would conflict: where, since when, and a way to have one of them merged first. */
export const OverlapRow = ({ overlap, now, selectedId, onSelect, onMerge }: OverlapRowProps): JSX.Element => {
  const readOnly = useReadOnly();
  const { id, other, files, count, at } = overlap;
  const shown = files.slice(0, namedMost);
  const name = (whose: string): JSX.Element => (
    <button type="button" className="mg-name ds-figures" onClick={() => onSelect(whose)}>
      {whose}
    </button>
  );
  return (
    <article
      className="mg-row"
      aria-label={`${id} and ${other}`}
      data-mine={id === selectedId || other === selectedId || undefined}
    >
      <div className="mg-words">
        <p className="mg-line">
          <span className="mg-state" data-state="overlap">
            <GitCompareArrows size={14} aria-hidden="true" />
            overlap
          </span>
          {name(id)}
          <span className="ds-quiet">and</span>
          {name(other)}
        </p>
        <ul className="mg-files ds-figures">
          {shown.map((path) => (
            <li key={path}>{path}</li>
          ))}
          {count > shown.length && (
            <li className="ds-quiet">and {countWords(count - shown.length, 'more file')}</li>
          )}
        </ul>
      </div>
      <span className="ds-figures ds-quiet mg-since">{durationWords(now - at)}</span>
      {!readOnly && (
        <div className="mg-acts">
          {[id, other].map((whose) => (
            <Button key={whose} look="plain" onClick={() => onMerge(whose)}>
              Merge {whose}…
            </Button>
          ))}
        </div>
      )}
    </article>
  );
};
