import type { JSX } from 'react';
import { useReadOnly } from '../connection/host-info.ts';
import { useView } from '../connection/use-project.ts';
import { limitsWords } from '../design/budget-words.ts';
import { Button } from '../design/button.tsx';
import { BudgetFields } from './budget-fields.tsx';
import type { Limits } from './use-limits.ts';
import './budgets.css';

/** What may be used, in one line, before anything is; its fields once they are asked for. */
export const LimitsPart = ({ limits }: { readonly limits: Limits }): JSX.Element => {
  const { run, instance } = useView((view) => view.budgets);
  const readOnly = useReadOnly();
  const { texts, mistakes } = limits;
  const shared = { texts, mistakes, readOnly, onChange: limits.change };
  if (limits.editing)
    return (
      <div>
        <BudgetFields scope="run" title="Limits of the run" {...shared} />
        <BudgetFields scope="instance" title="Of each instance" {...shared} />
      </div>
    );
  return (
    <p className="bu-limits">
      <span>
        <span className="ds-quiet">Limits of the run: </span>
        {limitsWords(run)}
        <span className="ds-quiet">; of each instance: </span>
        {limitsWords(instance)}
      </span>
      {!readOnly && <Button onClick={limits.edit}>Edit…</Button>}
    </p>
  );
};
