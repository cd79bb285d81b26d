import type { ShownTask } from '@contract/tasks.ts';
import { type JSX, useMemo, useState } from 'react';
import { useView } from '../connection/use-project.ts';
import { Empty } from '../design/plain-states.tsx';
import { useNow } from '../design/use-now.ts';
import { VirtualList } from '../design/virtual-list.tsx';
import { BatchHead } from './batch-head.tsx';
import { BatchItemRow } from './batch-item.tsx';
import { batchRows } from './batch-rows.ts';
import './batches.css';

/** Pixels: a task with a line of words. */
const rowHeight = 49;

/** Tasks that Tutti gives out a few at a time: how far each batch is, and what came of each task, in order. */
export const Batches = ({ tasks: shown }: { readonly tasks: readonly ShownTask[] }): JSX.Element => {
  const batches = useView((view) => view.batches);
  const tasks = useView((view) => view.tasks);
  const now = useNow();
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  const rows = useMemo(
    () => batchRows({ batches, tasks }, new Set(shown.map(({ id }) => id)), turned),
    [batches, tasks, shown, turned],
  );
  const turn = (id: string): void => {
    const next = new Set(turned);
    if (!next.delete(id)) next.add(id);
    setTurned(next);
  };
  if (batches.length === 0)
    return (
      <Empty title="No batch yet">
        A manager has tasks done a few at a time with <code className="ds-figures">executeParallel</code>: how
        far that is, what is tried again and what came of each stands here.
      </Empty>
    );
  if (rows.length === 0) return <Empty title="No batch matches">Change or clear the filter.</Empty>;
  return (
    <VirtualList
      label="Batches"
      className="tk-batches"
      items={rows}
      size={rowHeight}
      keyOf={({ key }) => key}
    >
      {(row) =>
        row.kind === 'batch' ? (
          <BatchHead batch={row.batch} open={row.open} now={now} onTurn={() => turn(row.batch.id)} />
        ) : (
          <BatchItemRow batch={row.batch} item={row.item} place={row.place} now={now} />
        )
      }
    </VirtualList>
  );
};
