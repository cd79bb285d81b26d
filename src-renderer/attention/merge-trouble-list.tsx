import { mergesInTrouble } from '@contract/attention-entries.ts';
import type { Merge, MergeId } from '@contract/merges.ts';
import type { JSX } from 'react';
import { Badge } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { durationWords } from '../design/time-words.ts';
import { useNow } from '../design/use-now.ts';
import './attention.css';

export { mergesInTrouble };

const stateWords = { conflicted: 'merge conflict', failed: 'merge failed', waiting: 'merge waits' } as const;

const wordsOf = ({ state }: Merge): string =>
  state === 'conflicted' || state === 'failed' || state === 'waiting' ? stateWords[state] : state;

type TroubleProps = {
  readonly merges: readonly Merge[];
  /** Shows the merges of the run. */
  onShow(): void;
  onResolve(merge: MergeId): void;
};

/** Merges that conflict, failed, or wait for the checkout of their target. */
export const MergeTroubleList = ({ merges, onShow, onResolve }: TroubleProps): JSX.Element | null => {
  const now = useNow();
  if (merges.length === 0) return null;
  return (
    <ul className="at-conflicts" aria-label="Merges">
      {merges.map((merge) => (
        <li key={merge.id} className="at-item" data-merge={merge.id}>
          <p className="at-what">
            <Badge tone={merge.state === 'failed' ? 'red' : 'amber'}>{wordsOf(merge)}</Badge>{' '}
            <span className="ds-figures">{merge.of ?? merge.source}</span> into{' '}
            <span className="ds-figures">{merge.target}</span>
            {merge.reason !== '' && `: ${merge.reason}`}
          </p>
          <p className="at-merge">
            <span className="ds-quiet at-since">{durationWords(now - merge.since)}</span>
            {merge.state === 'conflicted' && (
              <Button aria-label={`Resolve ${merge.id}`} onClick={() => onResolve(merge.id)}>
                Resolve…
              </Button>
            )}
            <Button look="plain" aria-label={`Show ${merge.id} among the merges`} onClick={onShow}>
              Show the queue
            </Button>
          </p>
        </li>
      ))}
    </ul>
  );
};
