import { type BudgetKind, type Budgets, budgetKinds } from '@contract/budgets.ts';
import type { TuttiError } from '@contract/result.ts';
import type { Read } from '../connection/use-saving.ts';

export type BudgetScope = keyof Budgets;
export type BudgetPath = `${BudgetScope}.${BudgetKind}`;
/** What stands in the fields, as typed; empty: no limit. */
export type BudgetTexts = Readonly<Record<BudgetPath, string>>;
/** What is wrong, by field. */
export type BudgetMistakes = Readonly<Partial<Record<BudgetPath, string>>>;

export const budgetScopes = ['run', 'instance'] as const;

export const labels: Record<BudgetKind, string> = { tokens: 'Tokens', cost: 'Cost, US$', minutes: 'Minutes' };

const mistakes: Record<BudgetKind, string> = {
  tokens: 'A whole number above 0, such as 300k, 2M or 2,000,000; empty: no limit.',
  cost: 'An amount above 0, such as 2.50; empty: no limit.',
  minutes: 'A whole number above 0; empty: no limit.',
};

const everyPath = budgetScopes.flatMap((scope) =>
  budgetKinds.map((kind) => ({ scope, kind, path: `${scope}.${kind}` as const })),
);

export const textsOf = (budgets: Budgets): BudgetTexts =>
  Object.fromEntries(
    everyPath.map(({ scope, kind, path }) => [path, budgets[scope][kind]?.toLocaleString('en', exact) ?? '']),
  ) as BudgetTexts;

/** As many places as a number has. */
const exact = { maximumFractionDigits: 20 } as const;

/** Commas only where thousands end: `2,50` is no two hundred and fifty. */
const grouped = /^\d{1,3}(,\d{3})+(\.\d+)?$/;
const plain = /^\d*\.?\d+$/;
const factors = { k: 1e3, m: 1e6, b: 1e9 } as const;

const numberOf = (text: string, kind: BudgetKind): number => {
  const [, head = '', letter = ''] = /^(.*?)\s*([kmb]?)$/i.exec(text.replace(/^\$\s*/, '')) ?? [];
  const factor: number = factors[letter.toLowerCase() as keyof typeof factors] ?? 1;
  if (letter !== '' && kind !== 'tokens') return Number.NaN;
  if (!plain.test(head) && !grouped.test(head)) return Number.NaN;
  const value = Number(head.replaceAll(',', '')) * factor;
  // 1.1M is 1100000.0000000002 to a computer.
  return factor === 1 ? value : Math.round(value * 1e3) / 1e3;
};

/** What a field says: a limit, null for none, or undefined where it says neither. */
export const readAmount = (text: string, kind: BudgetKind): number | null | undefined => {
  if (text.trim() === '') return null;
  const value = numberOf(text.trim(), kind);
  const fits = kind === 'cost' ? Number.isFinite(value) : Number.isSafeInteger(value);
  return fits && value > 0 ? value : undefined;
};

/** The budgets that the fields say, or what is wrong in which of them. */
export const readBudgets = (texts: BudgetTexts): Read<Budgets, BudgetMistakes> => {
  const wrong = everyPath.filter(({ kind, path }) => readAmount(texts[path], kind) === undefined);
  if (wrong.length > 0)
    return { mistakes: Object.fromEntries(wrong.map(({ path, kind }) => [path, mistakes[kind]])) };
  const limits = (scope: BudgetScope): Budgets['run'] => ({
    tokens: readAmount(texts[`${scope}.tokens`], 'tokens') ?? null,
    cost: readAmount(texts[`${scope}.cost`], 'cost') ?? null,
    minutes: readAmount(texts[`${scope}.minutes`], 'minutes') ?? null,
  });
  return { value: { run: limits('run'), instance: limits('instance') } };
};

/** A refusal beside the field that it names; null when it names none of them. */
export const mistakeOf = ({ field, message }: TuttiError): BudgetMistakes | null => {
  const known = everyPath.find(({ path }) => path === field);
  return known === undefined ? null : { [known.path]: message };
};
