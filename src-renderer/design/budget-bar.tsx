import { warnedShare } from '@contract/budgets.ts';
import type { JSX } from 'react';
import { stateOf } from './budget-words.ts';
import './budget-bar.css';

type BudgetBarProps = { readonly used: number; readonly limit: number };

/** How much of a limit is used, with a mark where the warning comes. Words beside it say the same. */
export const BudgetBar = ({ used, limit }: BudgetBarProps): JSX.Element => (
  <span className="bb" data-state={stateOf(used, limit)} aria-hidden="true">
    <span className="bb-used" style={{ width: `${Math.min(1, used / limit) * 100}%` }} />
    <span className="bb-mark" style={{ left: `${warnedShare * 100}%` }} />
  </span>
);
