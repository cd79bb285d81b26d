import type { JSX } from 'react';
import { useReadOnly } from '../connection/host-info.ts';
import { Badge } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import type { BudgetItem } from './budget-items.ts';
import './attention.css';

type BudgetListProps = { readonly items: readonly BudgetItem[]; onRaise(): void };

/** Budgets that are used up, or nearly, what comes of it, and the way out. */
export const BudgetList = ({ items, onRaise }: BudgetListProps): JSX.Element | null => {
  const readOnly = useReadOnly();
  if (items.length === 0) return null;
  return (
    <ul className="at-budgets" aria-label="Budgets">
      {items.map(({ key, state, what, outcome }) => (
        <li key={key} className="at-budget">
          <div>
            <Badge tone={state === 'spent' ? 'red' : 'amber'}>
              {state === 'spent' ? 'budget spent' : 'budget'}
            </Badge>{' '}
            {what}
            {outcome !== '' && <p className="ds-quiet">{outcome}</p>}
          </div>
          <Button onClick={onRaise}>{readOnly ? 'Show…' : 'Raise…'}</Button>
        </li>
      ))}
    </ul>
  );
};
