import type { ShownPlan, TaskCount } from '@contract/plan.ts';
import { shownPlan } from '@contract/task-status.ts';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { type JSX, useMemo, useState } from 'react';
import { useView } from '../connection/use-project.ts';
import { anyPart } from './task-board.ts';

const progressWords = ({ done, total, running, failed }: TaskCount): string =>
  [`${done} of ${total} done`, running > 0 ? `${running} running` : '', failed > 0 ? `${failed} failed` : '']
    .filter(Boolean)
    .join(', ');

/** The words beside it say the same. */
export const Bar = ({ progress }: { readonly progress: TaskCount }): JSX.Element => {
  const share = (count: number): string => `${progress.total === 0 ? 0 : (count / progress.total) * 100}%`;
  return (
    <span className="tk-bar" aria-hidden="true">
      <span className="tk-bar-done" style={{ width: share(progress.done) }} />
      <span className="tk-bar-running" style={{ width: share(progress.running) }} />
      <span className="tk-bar-failed" style={{ width: share(progress.failed) }} />
    </span>
  );
};

type PartProps = {
  readonly part: ShownPlan['parts'][number];
  readonly chosen: boolean;
  onChoose(): void;
};

const Part = ({ part, chosen, onChoose }: PartProps): JSX.Element => (
  <li>
    <button type="button" className="tk-part" aria-pressed={chosen} title={part.goal} onClick={onChoose}>
      <span className="tk-part-name">{part.name}</span>
      <Bar progress={part.progress} />
      <span className="ds-figures ds-quiet">
        {part.progress.done}/{part.progress.total}
        <span className="ds-hidden"> tasks done</span>
      </span>
      <span className="ds-quiet tk-part-who">
        {part.completed !== null ? 'handed up' : (part.manager ?? 'no manager')}
      </span>
    </button>
  </li>
);

type PlanHeadProps = { readonly part: string; onPart(part: string): void };

/** What the run is for and how far it is; a part narrows the board to its tasks. Nothing where there is no plan. */
export const PlanHead = ({ part, onPart }: PlanHeadProps): JSX.Element | null => {
  const plan = useView((view) => view.plan);
  const tasks = useView((view) => view.tasks);
  const shown = useMemo(() => (plan === null ? null : shownPlan(plan, tasks)), [plan, tasks]);
  const [open, setOpen] = useState(true);
  if (shown === null) return null;
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <section className="tk-plan" aria-label="Plan">
      <button type="button" className="tk-goal" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Chevron size={14} aria-hidden="true" />
        <span className="tk-goal-words" title={shown.goal}>
          {shown.goal}
        </span>
        <Bar progress={shown.progress} />
        <span className="ds-figures ds-quiet">{progressWords(shown.progress)}</span>
      </button>
      {open && (
        <ul className="tk-parts">
          {shown.parts.map((each) => (
            <Part
              key={each.name}
              part={each}
              chosen={part === each.name}
              onChoose={() => onPart(part === each.name ? anyPart : each.name)}
            />
          ))}
        </ul>
      )}
    </section>
  );
};
