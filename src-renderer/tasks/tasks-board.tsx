import { shownTask } from '@contract/task-status.ts';
import type { ShownTask } from '@contract/tasks.ts';
import { type JSX, useMemo, useRef, useState } from 'react';
import { useReadOnly } from '../connection/host-info.ts';
import { useView } from '../connection/use-project.ts';
import { Button } from '../design/button.tsx';
import { Empty } from '../design/plain-states.tsx';
import { useEscape } from '../design/use-escape.ts';
import { Batches } from './batches.tsx';
import { BoardBar, type BoardView } from './board-bar.tsx';
import { type Board, BoardContext } from './board-context.ts';
import { ByState } from './by-state.tsx';
import { NewTaskDialog } from './new-task-dialog.tsx';
import { PlanHead } from './plan-head.tsx';
import { filterTasks, isFiltered, noFilter } from './task-board.ts';
import { TaskDetail } from './task-detail.tsx';
import { TaskGraph } from './task-graph.tsx';
import { ByOwner, StateList } from './task-groups.tsx';
import { focusCard, moveByKey } from './use-card-keys.ts';
import './task-card.css';
import './task-graph.css';
import './tasks.css';
import './task-detail.css';

type TasksBoardProps = {
  readonly selectedId: string | null;
  /** The task whose details are shown. */
  readonly openId: string | null;
  readonly view: BoardView;
  /** No room for columns. */
  readonly narrow?: boolean;
  onSelect(id: string): void;
  onOpen(id: string | null): void;
  onView(view: BoardView): void;
};

const useShownTasks = (): readonly ShownTask[] => {
  const tasks = useView((view) => view.tasks);
  return useMemo(() => tasks.map((task) => shownTask(tasks, task)), [tasks]);
};

type CardsProps = {
  readonly view: BoardView;
  readonly narrow: boolean;
  readonly tasks: readonly ShownTask[];
};

const Cards = ({ view, narrow, tasks }: CardsProps): JSX.Element => {
  if (tasks.length === 0) return <Empty title="No task matches">Change or clear the filter.</Empty>;
  if (view === 'owner') return <ByOwner tasks={tasks} />;
  if (view === 'batches') return <Batches tasks={tasks} />;
  if (view === 'graph') return <TaskGraph tasks={tasks} />;
  return narrow ? <StateList tasks={tasks} /> : <ByState tasks={tasks} />;
};

const NoTasks = ({ onNew }: { readonly onNew: (() => void) | null }): JSX.Element => (
  <Empty
    title="No tasks yet"
    action={
      onNew !== null && (
        <Button look="main" onClick={onNew}>
          New task…
        </Button>
      )
    }
  >
    An executive plans the work and its managers make tasks of it. You can make one yourself and assign it.
  </Empty>
);

/** Which card Tab reaches: the one that was last at hand, while it is shown. */
const useStop = (tasks: readonly ShownTask[]) => {
  const [stop, setStop] = useState<string | null>(null);
  const isShown = tasks.some(({ id }) => id === stop);
  return [isShown ? stop : (tasks[0]?.id ?? null), setStop] as const;
};

/** The tasks of the run: by state, by owner, or as what depends on what; with the details of one beside them. */
export const TasksBoard = (props: TasksBoardProps): JSX.Element => {
  const { selectedId, openId, view, narrow = false, onSelect, onOpen, onView } = props;
  const readOnly = useReadOnly();
  const all = useShownTasks();
  const hasRun = useView((view) => view.run !== null && view.run.endedAt === null);
  const [filter, setFilter] = useState(noFilter);
  const [making, setMaking] = useState(false);
  const shown = useMemo(() => filterTasks(all, filter), [all, filter]);
  const [stopId, setStop] = useStop(shown);
  const area = useRef<HTMLDivElement>(null);
  const root = useRef<HTMLDivElement>(null);
  const open = all.find(({ id }) => id === openId);

  const board = useMemo<Board>(
    () => ({
      ...{ openId, stopId, selectedId },
      open: (id) => {
        setStop(id);
        onOpen(id);
      },
    }),
    [openId, stopId, selectedId, onOpen, setStop],
  );
  const close = (): void => {
    if (openId === null) return;
    onOpen(null);
    focusCard(area.current, openId);
  };
  useEscape(root, openId !== null, close);
  const maker = making && (
    <NewTaskDialog
      onClose={() => setMaking(false)}
      onCreated={(id) => {
        setMaking(false);
        board.open(id);
      }}
    />
  );
  const make = (): void => setMaking(true);
  if (all.length === 0)
    return (
      <div className="tk tk-empty">
        <PlanHead part={filter.part} onPart={(part) => setFilter({ ...filter, part })} />
        <NoTasks onNew={readOnly || !hasRun ? null : make} />
        {maker}
      </div>
    );
  return (
    <BoardContext.Provider value={board}>
      <div ref={root} className="tk" data-narrow={narrow || undefined}>
        <div className="tk-main">
          <PlanHead part={filter.part} onPart={(part) => setFilter({ ...filter, part })} />
          <BoardBar
            view={view}
            filter={filter}
            selectedId={selectedId}
            count={shown.length}
            onView={onView}
            onFilter={setFilter}
            onNew={make}
          />
          {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows between the cards in it */}
          <div ref={area} className="tk-area" onKeyDown={(event) => moveByKey(event, setStop)}>
            <Cards view={view} narrow={narrow} tasks={shown} />
          </div>
          {isFiltered(filter) && shown.length === 0 && (
            <div className="tk-clear">
              <Button onClick={() => setFilter(noFilter)}>Clear the filter</Button>
            </div>
          )}
        </div>
        {open !== undefined && <TaskDetail key={open.id} task={open} onSelect={onSelect} onClose={close} />}
      </div>
      {maker}
    </BoardContext.Provider>
  );
};
