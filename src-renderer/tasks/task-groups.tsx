import type { ShownTask } from '@contract/tasks.ts';
import { type JSX, type ReactNode, useMemo, useState } from 'react';
import { useView } from '../connection/use-project.ts';
import { Button } from '../design/button.tsx';
import { countWords } from '../design/time-words.ts';
import { VirtualList } from '../design/virtual-list.tsx';
import { columnNames, columnsOf, nobody, ownersOf, type TaskGroup } from './task-board.ts';
import { Owner, TaskCard } from './task-card.tsx';
import { TaskMark } from './task-marks.tsx';

/** As many as fill two or three rows; an owner with more has most of them behind it. */
const shownFirst = 6;
/** Each time one asks for more, so that 2000 of nobody are not drawn at once. */
const shownMore = 48;

/** Pixels: a head and one row of cards. */
const groupHeight = 130;

type GroupProps = { readonly group: TaskGroup; readonly head: ReactNode; readonly byOwner: boolean };

const Group = ({ group, head, byOwner }: GroupProps): JSX.Element => {
  const [most, setMost] = useState(shownFirst);
  const left = group.tasks.length - most;
  return (
    <div className="tk-group">
      <h3 className="tk-group-head">
        {head}
        <span className="ds-quiet">{countWords(group.tasks.length, 'task')}</span>
      </h3>
      <div className="tk-group-cards">
        {group.tasks.slice(0, most).map((task) => (
          <TaskCard key={task.id} task={task} withStatus={byOwner} withOwner={!byOwner} />
        ))}
      </div>
      {left > 0 && (
        <Button look="plain" onClick={() => setMost(most + shownMore)}>
          Show {Math.min(left, shownMore)} more
        </Button>
      )}
    </div>
  );
};

type TasksProps = { readonly tasks: readonly ShownTask[] };

/** A row for each owner: what it is at, what it has before it, what it has done. */
export const ByOwner = ({ tasks }: TasksProps): JSX.Element => {
  const ids = useView((view) => Object.keys(view.instances).join(' '));
  const groups = useMemo(() => ownersOf(tasks, ids === '' ? [] : ids.split(' ')), [tasks, ids]);
  return (
    <VirtualList label="Tasks by owner" items={groups} size={groupHeight} keyOf={({ key }) => key}>
      {(group) => (
        <Group group={group} byOwner head={group.key === nobody ? 'Nobody' : <Owner id={group.key} />} />
      )}
    </VirtualList>
  );
};

/** By state where there is no room for columns: one list. */
export const StateList = ({ tasks }: TasksProps): JSX.Element => {
  const groups = useMemo(() => {
    const columns = columnsOf(tasks);
    return columnNames.map((key) => ({ key, tasks: columns[key] })).filter((group) => group.tasks.length > 0);
  }, [tasks]);
  return (
    <VirtualList label="Tasks by state" items={groups} size={groupHeight} keyOf={({ key }) => key}>
      {(group) => (
        <Group
          group={group}
          byOwner={false}
          head={group.key === 'ended' ? 'failed, cancelled' : <TaskMark status={group.key} show="word" />}
        />
      )}
    </VirtualList>
  );
};
