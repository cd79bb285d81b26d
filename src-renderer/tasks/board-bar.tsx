import { Plus } from 'lucide-react';
import { type JSX, useMemo } from 'react';
import { useReadOnly } from '../connection/host-info.ts';
import { useView } from '../connection/use-project.ts';
import { Button, IconButton } from '../design/button.tsx';
import { Input } from '../design/field.tsx';
import { Select } from '../design/select.tsx';
import { countWords } from '../design/time-words.ts';
import { anyOwner, anyPart, nobody, noPart, type TaskFilter } from './task-board.ts';

export const boardViews = ['state', 'owner', 'graph', 'batches'] as const;
export type BoardView = (typeof boardViews)[number];

const viewTitles: Record<BoardView, string> = {
  state: 'By state',
  owner: 'By owner',
  graph: 'Graph',
  batches: 'Batches',
};

/** Parts and owners that there are tasks of, as one may choose among them. */
const useChoices = () => {
  const tasks = useView((view) => view.tasks);
  return useMemo(() => {
    const parts = [...new Set(tasks.flatMap(({ part }) => part ?? []))];
    const owners = [...new Set(tasks.flatMap(({ assignee }) => assignee ?? []))].sort();
    const options = (values: readonly string[]) => values.map((value) => ({ value, label: value }));
    return {
      parts: [{ value: anyPart, label: 'Any part' }, ...options(parts), { value: noPart, label: 'No part' }],
      owners: [
        { value: anyOwner, label: 'Any owner' },
        { value: nobody, label: 'Nobody' },
        ...options(owners),
      ],
    };
  }, [tasks]);
};

type BoardBarProps = {
  readonly view: BoardView;
  readonly filter: TaskFilter;
  readonly selectedId: string | null;
  readonly count: number;
  onView(view: BoardView): void;
  onFilter(filter: TaskFilter): void;
  onNew(): void;
};

const ViewSwitch = ({ view, onView }: Pick<BoardBarProps, 'view' | 'onView'>): JSX.Element => {
  const live = useView(({ batches }) => batches.filter(({ state }) => state === 'running').length);
  return (
    <fieldset className="tk-views" aria-label="View of the tasks">
      {boardViews.map((each) => (
        <button key={each} type="button" aria-pressed={view === each} onClick={() => onView(each)}>
          {viewTitles[each]}
          {each === 'batches' && live > 0 && (
            <span className="tk-views-count ds-figures">
              {live}
              <span className="ds-hidden"> running</span>
            </span>
          )}
        </button>
      ))}
    </fieldset>
  );
};

export const BoardBar = (props: BoardBarProps): JSX.Element => {
  const { view, filter, selectedId, count, onView, onFilter, onNew } = props;
  const readOnly = useReadOnly();
  const { parts, owners } = useChoices();
  // The selected instance is at hand also where it has no task.
  const known = selectedId === null || owners.some(({ value }) => value === selectedId);
  const allOwners = known ? owners : [...owners, { value: selectedId, label: selectedId }];
  const onlySelected = selectedId !== null && filter.owner === selectedId;
  return (
    <div className="tk-tools">
      <ViewSwitch view={view} onView={onView} />
      <Input
        placeholder="Filter"
        aria-label="Filter tasks"
        value={filter.words}
        onChange={(event) => onFilter({ ...filter, words: event.target.value })}
      />
      {parts.length > 2 && (
        <Select
          label="Part"
          value={filter.part}
          options={parts}
          onChange={(part) => onFilter({ ...filter, part })}
        />
      )}
      <Select
        label="Owner"
        value={filter.owner}
        options={
          filter.owner === anyOwner || allOwners.some(({ value }) => value === filter.owner)
            ? allOwners
            : [...allOwners, { value: filter.owner, label: filter.owner }]
        }
        onChange={(owner) => onFilter({ ...filter, owner })}
      />
      {selectedId !== null && (
        <Button
          look="plain"
          aria-pressed={onlySelected}
          onClick={() => onFilter({ ...filter, owner: onlySelected ? anyOwner : selectedId })}
        >
          Only {selectedId}
        </Button>
      )}
      <span className="tk-tools-end ds-quiet ds-figures">{countWords(count, 'task')}</span>
      {!readOnly && (
        <IconButton label="New task" onClick={onNew}>
          <Plus size={16} />
        </IconButton>
      )}
    </div>
  );
};
