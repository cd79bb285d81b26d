import type { Budgets } from './budgets.ts';
import { budgetKinds } from './budgets.ts';
import type { Approval, LimitsWish, TemplateDefaults } from './run-templates.ts';
import type { Settings } from './settings.ts';

/** What the person says for a run; what they leave out is the template's to tighten. */
export interface SaidTerms {
  readonly limits?: LimitsWish | undefined;
  readonly budget?: Budgets | undefined;
  readonly approval?: Approval | undefined;
}

export interface RunTerms {
  readonly settings: Settings;
  readonly budgets: Budgets;
}

const strictness: readonly Approval[] = ['off', 'managers', 'all'];

/** The one of two that asks for more. */
export const stricter = (a: Approval, b: Approval): Approval =>
  strictness.indexOf(a) >= strictness.indexOf(b) ? a : b;

/** Whoever says nothing holds nothing back. */
const least = (a: number | null, b: number | undefined): number | null =>
  b === undefined ? a : a === null ? b : Math.min(a, b);

const tightenedBudget = (set: Budgets, wish: TemplateDefaults['budget']): Budgets => {
  const scope = (name: keyof Budgets): Budgets['run'] =>
    Object.fromEntries(
      budgetKinds.map((kind) => [kind, least(set[name][kind], wish[name][kind])]),
    ) as Budgets['run'];
  return { run: scope('run'), instance: scope('instance') };
};

export const limitNames = ['executives', 'managers', 'specialists', 'childrenEach'] as const;

const limitsFor = (set: Settings['limits'], wish: LimitsWish, said: LimitsWish): Settings['limits'] => ({
  ...set,
  ...Object.fromEntries(
    limitNames.map((name) => [name, said[name] ?? Math.min(set[name], wish[name] ?? set[name])]),
  ),
});

/** What holds for a run: the person's word, else what is set, tightened by the template. A file never lets agents loose. */
export const runTerms = (set: RunTerms, said: SaidTerms, template: TemplateDefaults | null): RunTerms => {
  const { settings, budgets } = set;
  const approval = said.approval ?? stricter(settings.approval, template?.approval ?? settings.approval);
  const limits = limitsFor(settings.limits, template?.limits ?? {}, said.limits ?? {});
  return {
    settings: { ...settings, approval, limits },
    budgets: said.budget ?? (template === null ? budgets : tightenedBudget(budgets, template.budget)),
  };
};
