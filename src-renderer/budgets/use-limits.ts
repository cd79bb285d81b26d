import type { Budgets } from '@contract/budgets.ts';
import { useState } from 'react';
import { useCommand } from '../connection/use-command.ts';
import { useView } from '../connection/use-project.ts';
import { type BudgetMistakes, type BudgetTexts, readBudgets, textsOf } from './budget-form.ts';

export type Limits = {
  readonly editing: boolean;
  readonly texts: BudgetTexts;
  readonly mistakes: BudgetMistakes;
  edit(): void;
  change(texts: BudgetTexts): void;
  /** What was edited, undefined where nothing was; null where a field is wrong, which is then said beside it. */
  said(): Budgets | undefined | null;
  /** Keeps what was edited; false where that failed, which is then said. */
  save(): Promise<boolean>;
};

/** Limits that are shown, and may be edited, before something begins. */
export const useLimits = (): Limits => {
  const run = useCommand();
  const budgets = useView((view) => view.budgets);
  const [texts, setTexts] = useState<BudgetTexts | null>(null);
  const [mistakes, setMistakes] = useState<BudgetMistakes>({});
  const read = (): Budgets | null => {
    const said = readBudgets(texts ?? textsOf(budgets));
    setMistakes('mistakes' in said ? said.mistakes : {});
    return 'mistakes' in said ? null : said.value;
  };
  return {
    editing: texts !== null,
    texts: texts ?? textsOf(budgets),
    mistakes,
    edit: () => setTexts(textsOf(budgets)),
    change: setTexts,
    said: () => {
      const said = read();
      return said === null || texts !== null ? said : undefined;
    },
    save: async () => {
      const said = read();
      if (said === null) return false;
      return texts === null || (await run('budgets.set', said)) !== undefined;
    },
  };
};
