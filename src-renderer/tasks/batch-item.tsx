import type { ShownBatch, ShownItem } from '@contract/parallel.ts';
import type { JSX } from 'react';
import { useView } from '../connection/use-project.ts';
import { itemWords, tryWords } from './batch-rows.ts';
import { useBoard } from './board-context.ts';
import { Owner } from './task-card.tsx';
import { TaskMark } from './task-marks.tsx';

type Props = {
  readonly batch: ShownBatch;
  readonly item: ShownItem;
  readonly place: number;
  readonly now: number;
};

/** A task of a batch: where it stands, who has it, which try it is, and what came of it. A click opens its details. */
export const BatchItemRow = ({ batch, item, place, now }: Props): JSX.Element => {
  const tasks = useView((view) => view.tasks);
  const { openId, stopId, open } = useBoard();
  const words = itemWords(item, tasks, now);
  const tries = tryWords(item, batch.retries);
  return (
    <button
      type="button"
      className="tk-try"
      data-task={item.task}
      data-over={item.outcome !== null || undefined}
      aria-current={item.task === openId || undefined}
      tabIndex={item.task === stopId ? 0 : -1}
      onClick={() => open(item.task)}
    >
      <span className="tk-try-place ds-figures ds-quiet">{place}</span>
      <span className="tk-try-state">
        <TaskMark status={item.outcome ?? item.status} show="word" />
      </span>
      <span className="tk-try-words">
        <span className="tk-try-title">{item.title}</span>
        {(words !== '' || tries !== '') && (
          <span className="tk-try-note ds-quiet">
            {[tries, words].filter(Boolean).join(' · ')}
            {item.commits.length > 0 && (
              <span className="ds-figures"> {item.commits.map((each) => each.slice(0, 8)).join(' ')}</span>
            )}
          </span>
        )}
      </span>
      <span className="tk-try-who">
        {item.assignee === null ? (
          <span className="ds-figures ds-quiet">{item.task}</span>
        ) : (
          <Owner id={item.assignee} />
        )}
      </span>
    </button>
  );
};
