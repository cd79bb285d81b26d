import type { Uncommitted } from '@contract/attention-entries.ts';
import type { JSX } from 'react';
import { Badge } from '../design/badge.tsx';
import { durationWords } from '../design/time-words.ts';
import { useNow } from '../design/use-now.ts';
import './attention.css';

type UncommittedListProps = { readonly items: readonly Uncommitted[]; onOpen(id: string): void };

/** Tasks that are not done because what their agents left could not be committed, and commits that were refused. */
export const UncommittedList = ({ items, onOpen }: UncommittedListProps): JSX.Element | null => {
  const now = useNow();
  if (items.length === 0) return null;
  return (
    <ul className="at-conflicts" aria-label="Work that could not be committed">
      {items.map(({ task, assignee, reason, at }) => (
        <li key={task ?? assignee} className="at-item" data-uncommitted={task ?? assignee}>
          <p className="at-what">
            <Badge tone="amber">not committed</Badge>{' '}
            {assignee !== null && (
              <button type="button" className="at-name ds-figures" onClick={() => onOpen(assignee)}>
                {assignee}
              </button>
            )}{' '}
            {task === null ? (
              'commit refused'
            ) : (
              <>
                on <span className="ds-figures">{task}</span>
              </>
            )}
            : <span className="at-reason">{reason}</span>
          </p>
          <p className="at-merge">
            <span className="ds-quiet at-since">{durationWords(now - at)}</span>
          </p>
        </li>
      ))}
    </ul>
  );
};
