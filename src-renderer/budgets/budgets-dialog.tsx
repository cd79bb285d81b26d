import { type Budgets, budgetKinds } from '@contract/budgets.ts';
import { type JSX, useId, useState } from 'react';
import { useReadOnly } from '../connection/host-info.ts';
import { useClient, useView } from '../connection/use-project.ts';
import { useSaving } from '../connection/use-saving.ts';
import { whenSpent } from '../design/budget-words.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { ErrorState } from '../design/plain-states.tsx';
import { sumUsage } from '../design/sum-usage.ts';
import { untoldWords } from '../design/token-words.ts';
import { BudgetFields } from './budget-fields.tsx';
import { type BudgetMistakes, mistakeOf, readBudgets, textsOf } from './budget-form.ts';
import { useBudgetUse } from './use-budget-use.ts';

/** Keeps what is typed, and what was wrong with it when it was last saved. */
const useBudgetForm = (onSaved: () => void) => {
  const client = useClient();
  const budgets = useView((view) => view.budgets);
  const [texts, setTexts] = useState(() => textsOf(budgets));
  const saving = useSaving<Budgets, BudgetMistakes>({
    read: () => readBudgets(texts),
    send: (said) => client.call('budgets.set', said),
    mistakeOf,
    done: 'Budgets saved',
    onSaved,
  });
  return { texts, setTexts, ...saving };
};

/** What budgets don't see; empty where they see all. */
const useBlindSpot = (): string =>
  useView((view) => {
    const usage = sumUsage(Object.values(view.instances));
    if (view.run !== null && usage.conversations === 0) return 'No agent of this run has told of tokens yet.';
    return usage.untold === 0 ? '' : `${untoldWords(usage)}: that is in no sum.`;
  });

/** What a run and each instance may use, beside what is used. Mounted while it is open. */
export const BudgetsDialog = ({ onClose }: { onClose(): void }): JSX.Element => {
  const form = useId();
  const readOnly = useReadOnly();
  const { texts, setTexts, mistakes, error, save } = useBudgetForm(onClose);
  const { run, most } = useBudgetUse();
  const blind = useBlindSpot();
  const number = useView((view) => view.run?.run);
  const ofRun = Object.fromEntries(budgetKinds.map((kind) => [kind, { used: run[kind] }]));
  const ofMost = Object.fromEntries(
    budgetKinds.map((kind) => [kind, { used: most[kind]?.used ?? 0, by: most[kind]?.id }]),
  );
  const shared = { texts, mistakes, readOnly, onChange: setTexts };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Budgets"
      description={`At 80 % you are told. When one is used up: ${whenSpent.run.charAt(0).toLowerCase()}${whenSpent.run.slice(1)}`}
      foot={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button look="main" type="submit" form={form} disabled={readOnly}>
            Save
          </Button>
        </>
      }
    >
      <form id={form} noValidate onSubmit={(event) => void save(event)}>
        {error !== null && <ErrorState error={error} />}
        <BudgetFields
          scope="run"
          title={number === undefined ? 'The run' : `The run (${number})`}
          used={ofRun}
          {...shared}
        />
        <BudgetFields
          scope="instance"
          title="Each instance"
          note="Beside each limit: the instance that has used most."
          used={ofMost}
          {...shared}
        />
      </form>
      <p className="ds-field-note">
        Tokens are those sent, written to a cache and answered, without those read from a cache. {blind}
      </p>
    </Dialog>
  );
};
