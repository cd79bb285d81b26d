import type { Merge, MergeId } from '@contract/merges.ts';
import type { Overlap } from '@contract/stands.ts';
import { type JSX, useMemo, useState } from 'react';
import { useHost } from '../connection/host-info.ts';
import { useCall } from '../connection/use-call.ts';
import { useView } from '../connection/use-project.ts';
import { Button } from '../design/button.tsx';
import { Input } from '../design/field.tsx';
import { Empty, ErrorState } from '../design/plain-states.tsx';
import { useNow } from '../design/use-now.ts';
import { VirtualList } from '../design/virtual-list.tsx';
import { IntegrateDialog } from './integrate-dialog.tsx';
import { MergeItem } from './merge-row.tsx';
import { type MergeLists, type MergeRow, mergeLists } from './merge-rows.ts';
import { OverlapRow } from './overlap-row.tsx';
import { UndoDialog } from './undo-dialog.tsx';
import './merges.css';

type Item =
  | { readonly kind: 'title'; readonly key: string; readonly words: string; readonly count: number }
  | { readonly kind: 'row'; readonly key: string; readonly row: MergeRow }
  | { readonly kind: 'overlap'; readonly key: string; readonly overlap: Overlap };

/** Pixels: a row with a line of reason. */
const rowHeight = 49;

const titled = (words: string, items: readonly Item[]): Item[] =>
  items.length === 0 ? [] : [{ kind: 'title', key: words, words, count: items.length }, ...items];

const part = (words: string, rows: readonly MergeRow[]): Item[] =>
  titled(
    words,
    rows.map((row) => ({ kind: 'row', key: row.merge.id, row })),
  );

const itemsOf = ({ queues, failed, overlaps, over }: MergeLists): Item[] => [
  ...part('Failed', failed),
  ...queues.flatMap(({ target, rows }) => part(`Into ${target}`, rows)),
  ...titled(
    'Would conflict',
    overlaps.map((overlap) => ({ kind: 'overlap', key: `${overlap.id} ${overlap.other}`, overlap })),
  ),
  ...part('Over', over),
];

type BarProps = { readonly words: string; onWords(words: string): void };

const Bar = ({ words, onWords }: BarProps): JSX.Element => {
  const { info } = useHost();
  const [asking, setAsking] = useState<'below' | 'finish' | null>(null);
  const branch = info.project?.branch ?? 'your branch';
  return (
    <div className="mg-bar">
      <Input
        placeholder="Filter by name, branch or file"
        aria-label="Filter merges"
        value={words}
        onChange={(event) => onWords(event.target.value)}
      />
      {!info.readOnly && (
        <>
          <Button onClick={() => setAsking('below')}>Merge everything below…</Button>
          <Button onClick={() => setAsking('finish')}>Finish into {branch}…</Button>
        </>
      )}
      {asking !== null && (
        <IntegrateDialog top={null} finish={asking === 'finish'} onClose={() => setAsking(null)} />
      )}
    </div>
  );
};

type MergesRoomProps = {
  readonly selectedId: string | null;
  onSelect(id: string): void;
  /** Opens what a merge conflicts in. */
  onResolve(merge: MergeId): void;
  /** Asks whether an instance's work is to be merged. */
  onMerge(id: string, what: 'merge'): void;
};

/** The merge queue, by target, and what became of the merges of the run. */
export const MergesRoom = ({ selectedId, onSelect, onResolve, onMerge }: MergesRoomProps): JSX.Element => {
  const merges = useView((view) => view.merges);
  const tasks = useView((view) => view.tasks);
  const overlaps = useView((view) => view.overlaps);
  const current = useView((view) => view.run);
  const now = useNow();
  const { call, error } = useCall();
  const [words, setWords] = useState('');
  const [undoing, setUndoing] = useState<Merge | null>(null);
  const items = useMemo(
    () => itemsOf(mergeLists({ merges, tasks, overlaps, run: current }, words)),
    [merges, tasks, overlaps, current, words],
  );
  const does = {
    onSelect,
    onResolve: (merge: Merge) => onResolve(merge.id),
    onUndo: setUndoing,
    onCancel: ({ id }: Merge) => void call('merges.cancel', { merge: id }),
    onRetry: ({ id }: Merge) => void call('merges.retry', { merge: id }),
  };
  return (
    <div className="mg">
      <Bar words={words} onWords={setWords} />
      {error !== null && (
        <div className="mg-error">
          <ErrorState error={error} />
        </div>
      )}
      {items.length === 0 && words === '' ? (
        <Empty title="Nothing has been merged yet">
          Managers merge their specialists’ work, executives that of their managers; into your own branch it
          goes only when you say so. Pick an instance to merge its work yourself.
        </Empty>
      ) : items.length === 0 ? (
        <Empty title="No merge matches">Change or clear the filter.</Empty>
      ) : (
        <VirtualList label="Merges" items={items} size={rowHeight} keyOf={({ key }) => key}>
          {(item) =>
            item.kind === 'title' ? (
              <h3 className="mg-title ds-section-title">
                {item.words} · {item.count}
              </h3>
            ) : item.kind === 'overlap' ? (
              <OverlapRow
                overlap={item.overlap}
                now={now}
                selectedId={selectedId}
                onSelect={onSelect}
                onMerge={(id) => onMerge(id, 'merge')}
              />
            ) : (
              <MergeItem row={item.row} now={now} selectedId={selectedId} {...does} />
            )
          }
        </VirtualList>
      )}
      {undoing !== null && (
        <UndoDialog
          merge={undoing}
          onClose={() => setUndoing(null)}
          onConfirm={() => void call('merges.undo', { merge: undoing.id })}
        />
      )}
    </div>
  );
};
