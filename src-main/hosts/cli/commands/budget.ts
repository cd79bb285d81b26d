import { type BudgetKind, type Budgets, budgetKinds, type Reached } from '@contract/budgets.ts';
import { columns } from '../columns.ts';
import { demand } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Paints } from '../paint.ts';
import { amount, command, type Kit, wholeNumber } from './command-kit.ts';

interface BudgetOptions {
  readonly tokens?: number | null;
  readonly cost?: number | null;
  readonly minutes?: number | null;
  readonly each?: boolean;
}

/** `none` takes a limit away. */
const orNone =
  (read: (text: string) => number) =>
  (text: string): number | null =>
    text === 'none' ? null : read(text);

export const addBudget = (kit: Kit): void => {
  command(
    kit,
    'budget',
    'Show or set what a run, or each instance, may use before nothing more is handed over.',
    [
      'tutti budget',
      'tutti budget --tokens 2000000 --cost 5 --minutes 90',
      'tutti budget --each --tokens 300000',
      'tutti budget --cost none',
    ],
  )
    .option(
      '--tokens <n>',
      'tokens sent and answered, without those read from a cache',
      orNone(wholeNumber(1)),
    )
    .option('--cost <dollars>', 'US dollars', orNone(amount))
    .option('--minutes <n>', 'minutes since it began', orNone(wholeNumber(1)))
    .option('--each', 'for each instance, and not for the run as a whole')
    .action(
      kit.runner.run<[], BudgetOptions>(async (context, _args, { each, ...wanted }) => {
        const host = await context.host();
        const { budgets, reached } = demand(await host.call('view.get', {}));
        const given = budgetKinds.filter((kind) => wanted[kind] !== undefined);
        const changed = withLimits(
          budgets,
          each ? 'instance' : 'run',
          Object.fromEntries(given.map((kind) => [kind, wanted[kind] ?? null])),
        );
        const now = given.length === 0 ? budgets : demand(await host.call('budgets.set', changed));
        context.print({ ...now, reached }, () => budgetText(now, reached, context.paints));
        return exitCodes.done;
      }),
    );
};

const withLimits = (
  budgets: Budgets,
  scope: keyof Budgets,
  limits: Partial<Record<BudgetKind, number | null>>,
): Budgets => ({ ...budgets, [scope]: { ...budgets[scope], ...limits } });

const budgetText = (budgets: Budgets, reached: readonly Reached[], paints: Paints): string => {
  const rows = (['run', 'instance'] as const).map((scope) => [
    scope === 'run' ? 'the run' : 'each instance',
    ...budgetKinds.map((kind) => budgets[scope][kind]?.toLocaleString('en') ?? paints.dim('no limit')),
  ]);
  const head = ['', 'TOKENS', 'US DOLLARS', 'MINUTES'].map((word) => paints.dim(word));
  const lines = reached.map(
    ({ scope, kind, state }) =>
      `${kind} of ${scope}: ${state === 'spent' ? paints.bad('used up') : 'four fifths used'}\n`,
  );
  return columns([head, ...rows]) + lines.join('');
};
