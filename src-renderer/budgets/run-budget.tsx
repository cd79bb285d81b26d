import type { JSX } from 'react';
import { BudgetBar } from '../design/budget-bar.tsx';
import { lineWords, nearest, whenSpent } from '../design/budget-words.ts';
import { Tip } from '../design/tip.tsx';
import { useRunBudget } from './use-budget-use.ts';
import './budgets.css';

/** The run's use of the limit it is nearest to; the others in its tip. Nothing where no limit is set. */
export const RunBudget = ({ onShow }: { onShow(): void }): JSX.Element | null => {
  const { lines } = useRunBudget();
  const first = nearest(lines);
  if (first === undefined) return null;
  const { kind, state } = first;
  const all = lines.map(lineWords).join(', ');
  const says =
    state === 'spent' ? `used up. ${whenSpent.run}` : `${all}. When one is used up: ${whenSpent.run}`;
  return (
    <Tip label={state === 'spent' ? `${all}: ${says}` : says}>
      <button
        type="button"
        className="bu-meter ds-figures"
        data-state={state}
        aria-label={`Budget of the run: ${state === 'spent' ? `${all}, ${says}` : says}`}
        onClick={onShow}
      >
        <span>
          {lineWords(first)}
          {state === 'spent' && (kind === 'minutes' ? ', over' : ', spent')}
        </span>
        <BudgetBar used={first.used} limit={first.limit} />
      </button>
    </Tip>
  );
};
