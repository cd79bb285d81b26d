import type { JSX } from 'react';
import { useReadOnly } from '../connection/host-info.ts';
import { useView } from '../connection/use-project.ts';
import { limitsWords } from '../design/budget-words.ts';
import { Button } from '../design/button.tsx';
import './budgets.css';

/** What may be used, in one line, before anything is; and the way to change it. */
export const LimitsLine = ({ onEdit }: { onEdit(): void }): JSX.Element => {
  const { run, instance } = useView((view) => view.budgets);
  const readOnly = useReadOnly();
  return (
    <p className="bu-limits">
      <span>
        <span className="ds-quiet">Limits of the run: </span>
        {limitsWords(run)}
        <span className="ds-quiet">; of each instance: </span>
        {limitsWords(instance)}
      </span>
      {!readOnly && <Button onClick={onEdit}>Edit…</Button>}
    </p>
  );
};
