import { budgetKinds, budgetUse, type Reached } from '@contract/budgets.ts';
import type { Instance } from '@contract/instances.ts';
import type { JSX } from 'react';
import { useView } from '../connection/use-project.ts';
import { Badge } from '../design/badge.tsx';
import { BudgetBar } from '../design/budget-bar.tsx';
import { budgetLines, limitOf, lineWords, whenSpent } from '../design/budget-words.ts';
import { useNow } from '../design/use-now.ts';

const same = (one: readonly Reached[], other: readonly Reached[]): boolean =>
  one.length === other.length && one.every((each, at) => each === other[at]);

/** Which of its own budgets are used up, or nearly, and what comes of it. */
export const BudgetBadges = ({ id }: { readonly id: string }): JSX.Element | null => {
  const reached = useView((view) => view.reached.filter(({ scope }) => scope === id), same);
  if (reached.length === 0) return null;
  const spent = reached.some(({ state }) => state === 'spent');
  return (
    <p className="in-held">
      {reached.map(({ kind, state, limit }) => (
        <Badge key={kind} tone={state === 'spent' ? 'red' : 'amber'}>
          {state === 'spent'
            ? `its ${limitOf(kind, limit)} are spent`
            : `80 % of its ${limitOf(kind, limit)}`}
        </Badge>
      ))}
      {spent && <span className="in-why">{whenSpent.instance}</span>}
    </p>
  );
};

/** Minutes are told whole: a look every ten seconds is never far behind. */
const lookMs = 10_000;

/** What it has used of each limit that an instance has. */
export const BudgetPart = ({ instance }: { readonly instance: Instance }): JSX.Element | null => {
  const limits = useView((view) => view.budgets.instance);
  const ended = useView((view) => view.run?.endedAt ?? null);
  const now = useNow(lookMs);
  if (budgetKinds.every((kind) => limits[kind] === null)) return null;
  const lines = budgetLines(limits, budgetUse([instance], instance.spawnedAt, ended ?? now));
  return (
    <ul className="in-budgets" aria-label="Its budget">
      {lines.map((line) => (
        <li key={line.kind} className="ds-figures">
          {lineWords(line)}
          <BudgetBar used={line.used} limit={line.limit} />
        </li>
      ))}
    </ul>
  );
};
