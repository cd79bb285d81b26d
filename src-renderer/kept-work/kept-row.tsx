import type { KeptWork } from '@contract/kept-work.ts';
import type { JSX } from 'react';
import { Badge } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { momentWords } from '../design/time-words.ts';
import { whatWords } from './kept-rows.ts';

type RowProps = {
  readonly kept: KeptWork;
  readonly now: number;
  readonly due: boolean;
  readonly readOnly: boolean;
  readonly busy: boolean;
  onBringBack(): void;
  onDrop(): void;
};

export const KeptRow = ({ kept, now, due, readOnly, busy, onBringBack, onDrop }: RowProps): JSX.Element => {
  const { work, commit, back, left } = kept;
  return (
    <div className="kw-row">
      <div className="kw-what">
        <p className="kw-line">
          <span className="ds-figures kw-name">{work}</span>
          {due && <Badge>due</Badge>}
        </p>
        <p className="kw-line ds-quiet">
          <time>{momentWords(kept.at, now)}</time>
          <span>{whatWords(kept)}</span>
          <span className="ds-figures">{commit.slice(0, 9)}</span>
        </p>
        {left.length > 0 && <p className="kw-left">without {left.join(', ')}</p>}
        {back !== null && (
          <p className="kw-line">
            brought back as <span className="ds-figures">{back.branch}</span>
            <span className="ds-figures ds-quiet">{back.worktree}</span>
          </p>
        )}
      </div>
      {!readOnly && (
        <div className="kw-acts">
          <Button disabled={busy} aria-label={`Bring back ${work}`} onClick={onBringBack}>
            {back === null ? 'Bring back' : 'Bring back again'}
          </Button>
          {due && (
            <Button disabled={busy} aria-label={`Drop ${work}`} onClick={onDrop}>
              Drop…
            </Button>
          )}
        </div>
      )}
    </div>
  );
};
