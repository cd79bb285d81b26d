import type { Lock } from '@contract/locks.ts';
import { type JSX, useMemo, useState } from 'react';
import { useCall } from '../connection/use-call.ts';
import { useView } from '../connection/use-project.ts';
import { Input } from '../design/field.tsx';
import { Empty, ErrorState } from '../design/plain-states.tsx';
import { useNow } from '../design/use-now.ts';
import { VirtualList } from '../design/virtual-list.tsx';
import { HeldRow, WaiterRow } from './lock-row.tsx';
import { type Held, type LockRows, lockRows, type Waiter } from './lock-rows.ts';
import { ReleaseDialog } from './release-dialog.tsx';
import './locks.css';

type Item =
  | { readonly kind: 'title'; readonly key: string; readonly words: string; readonly count: number }
  | { readonly kind: 'held'; readonly key: string; readonly held: Held }
  | { readonly kind: 'waiter'; readonly key: string; readonly waiter: Waiter };

/** Pixels: a row with a line of notes. */
const rowHeight = 53;

/** What waits comes first: it is what one may want to do something about. */
const itemsOf = ({ held, waiting }: LockRows): Item[] => [
  ...(waiting.length > 0
    ? [{ kind: 'title' as const, key: 'waiting', words: 'Who waits for whom', count: waiting.length }]
    : []),
  ...waiting.map((waiter) => ({ kind: 'waiter' as const, key: waiter.lock.id, waiter })),
  ...(held.length > 0 ? [{ kind: 'title' as const, key: 'held', words: 'Held', count: held.length }] : []),
  ...held.map((each) => ({ kind: 'held' as const, key: each.lock.id, held: each })),
];

type LocksRoomProps = { readonly selectedId: string | null; onSelect(id: string): void };

/** Who holds which files, and who waits for whom. */
export const LocksRoom = ({ selectedId, onSelect }: LocksRoomProps): JSX.Element => {
  const locks = useView((view) => view.locks);
  const now = useNow();
  const { call, error } = useCall();
  const [words, setWords] = useState('');
  const [ending, setEnding] = useState<Lock | null>(null);
  const items = useMemo(() => itemsOf(lockRows(locks, words)), [locks, words]);
  const common = { now, selectedId, onSelect, onRelease: setEnding };
  if (locks.length === 0)
    return (
      <Empty title="No file is locked">
        Agents lock the files that they are about to change, and wait for each other here. To keep files for
        yourself: <code className="ds-figures">tutti locks acquire PATH</code>
      </Empty>
    );
  return (
    <div className="lk">
      <div className="lk-bar">
        <Input
          placeholder="Filter by path or name"
          aria-label="Filter locks"
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      </div>
      {error !== null && (
        <div className="lk-error">
          <ErrorState error={error} />
        </div>
      )}
      {items.length === 0 ? (
        <Empty title="No lock matches">Change or clear the filter.</Empty>
      ) : (
        <VirtualList label="Locks" items={items} size={rowHeight} keyOf={({ key }) => key}>
          {(item) =>
            item.kind === 'title' ? (
              <h3 className="lk-title ds-section-title">
                {item.words} · {item.count}
              </h3>
            ) : item.kind === 'held' ? (
              <HeldRow held={item.held} {...common} />
            ) : (
              <WaiterRow waiter={item.waiter} {...common} />
            )
          }
        </VirtualList>
      )}
      {ending !== null && (
        <ReleaseDialog
          lock={ending}
          onClose={() => setEnding(null)}
          onConfirm={() => void call('locks.release', { lock: ending.id })}
        />
      )}
    </div>
  );
};
