import type { JSX } from 'react';
import { Badge } from '../design/badge.tsx';
import { durationWords } from '../design/time-words.ts';
import { useNow } from '../design/use-now.ts';
import { type ConflictItem, pathsWords } from './conflict-items.ts';
import './attention.css';

type ConflictListProps = { readonly items: readonly ConflictItem[]; onOpen(id: string): void };

type NameProps = { readonly id: string; onOpen(id: string): void };

const Name = ({ id, onOpen }: NameProps): JSX.Element =>
  id === 'person' ? (
    <span>you</span>
  ) : (
    <button type="button" className="at-name ds-figures" onClick={() => onOpen(id)}>
      {id}
    </button>
  );

/** Who has changed what another has locked. It goes by itself, when the lock ends or the change is taken back. */
export const ConflictList = ({ items, onOpen }: ConflictListProps): JSX.Element | null => {
  const now = useNow();
  if (items.length === 0) return null;
  return (
    <ul className="at-conflicts" aria-label="Conflicts">
      {items.map(({ id, holder, paths, committed, at }) => (
        <li key={`${id} ${holder}`} className="at-item" data-conflict={id}>
          <p className="at-what">
            <Badge tone="amber">conflict</Badge> <Name id={id} onOpen={onOpen} />{' '}
            {committed ? 'committed' : 'changed'} <span className="at-paths">{pathsWords(paths)}</span>, which{' '}
            <Name id={holder} onOpen={onOpen} /> {holder === 'person' ? 'hold' : 'holds'}.
          </p>
          <p className="ds-quiet at-since">
            {durationWords(now - at)}.{' '}
            {committed
              ? 'It is not merged while the lock is held.'
              : 'It can’t be committed while the lock is held.'}{' '}
            {id} was told.
          </p>
        </li>
      ))}
    </ul>
  );
};
