import type { Reached } from '@contract/budgets.ts';
import type { View } from '@contract/view.ts';
import { limitOf, whenSpent } from '../design/budget-words.ts';
import { countWords } from '../design/time-words.ts';

/** A budget that the person must know of: the run's, or that of one or several instances. */
export type BudgetItem = {
  readonly key: string;
  readonly state: Reached['state'];
  readonly what: string;
  /** What comes of it; empty while it is a warning. */
  readonly outcome: string;
};

/** So many names tell who it is; more are counted. */
const namedMost = 3;

const namesOf = (ids: readonly string[]): string =>
  ids.length <= namedMost
    ? ids.join(', ')
    : `${ids.slice(0, namedMost).join(', ')} and ${ids.length - namedMost} more`;

/** Several of the run's are one decision. */
const ofRun = (reached: readonly Reached[], state: Reached['state']): BudgetItem[] => {
  const limits = reached.filter((one) => one.scope === 'run' && one.state === state);
  if (limits.length === 0) return [];
  const budget = `the run’s budget of ${limits.map(({ kind, limit }) => limitOf(kind, limit)).join(' and ')}`;
  return state === 'spent'
    ? [{ key: 'run spent', state, what: `${capital(budget)} is used up.`, outcome: whenSpent.run }]
    : [{ key: 'run warned', state, what: `At least 80 % of ${budget} is used.`, outcome: '' }];
};

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** Instances that have used up the same limit are told together: a hundred of them are one decision. */
const ofInstances = (reached: readonly Reached[]): BudgetItem[] => {
  const groups = new Map<string, Reached[]>();
  for (const one of reached) {
    const key = `${one.kind} ${one.limit}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups].flatMap(([key, group]) => {
    const [first] = group;
    if (first === undefined) return [];
    const many = group.length > 1;
    const who = many ? countWords(group.length, 'instance') : first.scope;
    const what = `${who} ${many ? 'have used up their' : 'has used up its'} budget of ${limitOf(first.kind, first.limit)}${many ? `: ${namesOf(group.map(({ scope }) => scope))}` : ''}.`;
    const outcome = many
      ? 'Nothing more is handed to them; they finish the turn they are in.'
      : whenSpent.instance;
    return [{ key, state: 'spent' as const, what, outcome }];
  });
};

/** Budgets that are used up, and those of the run that are nearly, the used up first. */
export const budgetItems = ({ reached }: Pick<View, 'reached'>): BudgetItem[] => {
  const instances = reached.filter(({ scope, state }) => scope !== 'run' && state === 'spent');
  return [...ofRun(reached, 'spent'), ...ofInstances(instances), ...ofRun(reached, 'warned')];
};
