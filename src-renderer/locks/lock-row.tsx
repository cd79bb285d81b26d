import type { Lock } from '@contract/locks.ts';
import type { JSX } from 'react';
import { useReadOnly } from '../connection/host-info.ts';
import { useView } from '../connection/use-project.ts';
import { Badge } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { endWords, pathsWords, placeWords, waitedPaths, waitersWords } from '../design/lock-words.ts';
import { StateMark } from '../design/state-marks.tsx';
import { durationWords } from '../design/time-words.ts';
import type { Held, Waiter } from './lock-rows.ts';

type Common = {
  readonly now: number;
  readonly selectedId: string | null;
  onSelect(id: string): void;
  onRelease(lock: Lock): void;
};

type NameProps = { readonly id: string } & Pick<Common, 'onSelect'>;

const Name = ({ id, onSelect }: NameProps): JSX.Element => {
  const state = useView((view) => view.instances[id]?.state);
  if (id === 'person') return <span className="lk-name">you</span>;
  return (
    <button type="button" className="lk-name ds-figures" onClick={() => onSelect(id)}>
      {state !== undefined && <StateMark state={state} size={12} />}
      {id}
    </button>
  );
};

const End = ({
  lock,
  onRelease,
}: { readonly lock: Lock } & Pick<Common, 'onRelease'>): JSX.Element | null => {
  const readOnly = useReadOnly();
  if (readOnly) return null;
  const held = lock.state === 'held';
  const whose = lock.holder === 'person' ? 'you' : lock.holder;
  return (
    <Button
      look="plain"
      className="lk-end"
      aria-label={`${held ? 'Release' : 'Withdraw'} ${lock.id} of ${whose}`}
      onClick={() => onRelease(lock)}
    >
      {held ? 'Release…' : 'Withdraw…'}
    </Button>
  );
};

/** Who holds what, since when and for how long. */
export const HeldRow = ({
  held,
  now,
  selectedId,
  ...does
}: Common & { readonly held: Held }): JSX.Element => {
  const { lock, waiters } = held;
  const notes = [lock.reason, endWords(lock, now), waitersWords(waiters)].filter(Boolean);
  return (
    <div className="lk-row" data-mine={lock.holder === selectedId || undefined}>
      <div className="lk-words">
        <p className="lk-line">
          <Name id={lock.holder} onSelect={does.onSelect} />
          <Badge>{lock.mode}</Badge>
          <span className="lk-paths ds-figures" title={lock.paths.join('\n')}>
            {pathsWords(lock.paths)}
          </span>
        </p>
        {notes.length > 0 && <p className="ds-quiet">{notes.join(' · ')}</p>}
      </div>
      <span className="ds-figures ds-quiet">{durationWords(now - lock.since)}</span>
      <End lock={lock} onRelease={does.onRelease} />
    </div>
  );
};

/** Who waits for whom, in words. */
export const WaiterRow = ({
  waiter,
  now,
  selectedId,
  ...does
}: Common & { readonly waiter: Waiter }): JSX.Element => {
  const { lock, place, waitsFor } = waiter;
  const mine = lock.holder === selectedId || waitsFor.some(({ holder }) => holder === selectedId);
  return (
    <div className="lk-row" data-mine={mine || undefined}>
      <div className="lk-words">
        {waitsFor.map((other) => (
          <p className="lk-line" key={other.id}>
            <Name id={lock.holder} onSelect={does.onSelect} />
            <span className="ds-quiet">{other.state === 'held' ? 'waits for' : 'stands behind'}</span>
            <Name id={other.holder} onSelect={does.onSelect} />
            <span className="lk-paths ds-figures" title={other.paths.join('\n')}>
              {pathsWords(waitedPaths(lock, other))}
            </span>
          </p>
        ))}
        {waitsFor.length === 0 && (
          <p className="lk-line">
            <Name id={lock.holder} onSelect={does.onSelect} />
            <span className="ds-quiet">is about to be given</span>
            <span className="lk-paths ds-figures">{pathsWords(lock.paths)}</span>
          </p>
        )}
        <p className="ds-quiet">
          {placeWords(place)}, wants {lock.mode}: <span className="ds-figures">{pathsWords(lock.paths)}</span>
          {lock.reason !== '' && ` · ${lock.reason}`}
        </p>
      </div>
      <span className="ds-figures ds-quiet">{durationWords(now - lock.askedAt)}</span>
      <End lock={lock} onRelease={does.onRelease} />
    </div>
  );
};
