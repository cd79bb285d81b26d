import type { ShownTask } from '@contract/tasks.ts';
import { ChevronsLeft } from 'lucide-react';
import { type JSX, useMemo, useState } from 'react';
import { IconButton } from '../design/button.tsx';
import { countWords } from '../design/time-words.ts';
import { VirtualList } from '../design/virtual-list.tsx';
import { type ColumnName, columnNames, columnsOf } from './task-board.ts';
import { TaskCard } from './task-card.tsx';

/** Pixels: a card with a title of one line. */
const cardHeight = 78;

const titles: Record<ColumnName, string> = {
  planned: 'Planned',
  ready: 'Ready',
  assigned: 'Assigned',
  running: 'Running',
  done: 'Done',
  ended: 'Failed, cancelled',
};

type ColumnProps = {
  readonly name: ColumnName;
  readonly tasks: readonly ShownTask[];
  onFold(): void;
};

const Column = ({ name, tasks, onFold }: ColumnProps): JSX.Element => (
  <div className="tk-column">
    <div className="tk-column-head">
      <h3>{titles[name]}</h3>
      <span className="ds-figures ds-quiet">{tasks.length}</span>
      <IconButton label={`Fold ${titles[name].toLowerCase()}`} onClick={onFold}>
        <ChevronsLeft size={14} />
      </IconButton>
    </div>
    <VirtualList
      label={`${titles[name]} tasks`}
      items={tasks}
      size={cardHeight}
      gap={6}
      className="tk-cards"
      keyOf={({ id }) => id}
    >
      {(task) => <TaskCard task={task} />}
    </VirtualList>
  </div>
);

const Folded = ({ name, tasks, onFold }: ColumnProps): JSX.Element => (
  <button
    type="button"
    className="tk-folded"
    disabled={tasks.length === 0}
    aria-label={`Show ${titles[name].toLowerCase()}: ${countWords(tasks.length, 'task')}`}
    onClick={onFold}
  >
    <span className="ds-figures">{tasks.length}</span>
    <span className="tk-folded-title">{titles[name]}</span>
  </button>
);

/** A column for each state; those that are empty, or that one has folded, are a strip with their count. */
export const ByState = ({ tasks }: { readonly tasks: readonly ShownTask[] }): JSX.Element => {
  const columns = useMemo(() => columnsOf(tasks), [tasks]);
  const [folded, setFolded] = useState<readonly ColumnName[]>(['ended']);
  const fold = (name: ColumnName) => (): void =>
    setFolded(folded.includes(name) ? folded.filter((each) => each !== name) : [...folded, name]);
  return (
    <section
      className="tk-columns"
      aria-label="Tasks by state"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
      tabIndex={0}
    >
      {columnNames.map((name) => {
        const Shape = columns[name].length === 0 || folded.includes(name) ? Folded : Column;
        return <Shape key={name} name={name} tasks={columns[name]} onFold={fold(name)} />;
      })}
    </section>
  );
};
