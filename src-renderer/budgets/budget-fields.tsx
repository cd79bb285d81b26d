import { type BudgetKind, budgetKinds } from '@contract/budgets.ts';
import { type JSX, type ReactNode, useId } from 'react';
import { BudgetBar } from '../design/budget-bar.tsx';
import { figureOf } from '../design/budget-words.ts';
import { Field, Input } from '../design/field.tsx';
import {
  type BudgetMistakes,
  type BudgetScope,
  type BudgetTexts,
  labels,
  readAmount,
} from './budget-form.ts';
import './budgets.css';

/** What is used now, and whose that is. */
export type UsedNow = { readonly used: number; readonly by?: string | undefined };

type BudgetFieldsProps = {
  readonly scope: BudgetScope;
  readonly title: string;
  readonly note?: ReactNode;
  readonly texts: BudgetTexts;
  readonly mistakes: BudgetMistakes;
  readonly readOnly: boolean;
  /** Beside each limit; absent where nothing can have been used yet. */
  readonly used?: Readonly<Partial<Record<BudgetKind, UsedNow>>>;
  onChange(texts: BudgetTexts): void;
};

type NowProps = { readonly kind: BudgetKind; readonly now: UsedNow; readonly text: string };

/** The bar follows what is typed, so that one sees what a new limit would mean. */
const Now = ({ kind, now: { used, by }, text }: NowProps): JSX.Element => {
  const limit = readAmount(text, kind) ?? null;
  const share = limit === null ? '' : ` · ${Math.floor((used / limit) * 100)} %`;
  const words = `${figureOf(kind, used)}${kind === 'minutes' ? ' min' : ''} used${share}`;
  return (
    <div className="bu-now">
      <span className="ds-figures">{words}</span>
      {by !== undefined && <span className="ds-figures ds-quiet">{by}</span>}
      {limit !== null && <BudgetBar used={used} limit={limit} />}
    </div>
  );
};

/** The three limits of the run, or of each instance. */
export const BudgetFields = (props: BudgetFieldsProps): JSX.Element => {
  const { scope, title, note, texts, mistakes, readOnly, used, onChange } = props;
  const titleId = useId();
  return (
    <section className="bu-part" aria-labelledby={titleId}>
      <h3 className="ds-section-title" id={titleId}>
        {title}
      </h3>
      {note !== undefined && <p className="ds-quiet">{note}</p>}
      <div className="bu-fields">
        {budgetKinds.map((kind) => {
          const path = `${scope}.${kind}` as const;
          return (
            <div key={kind} className="bu-field">
              <Field label={labels[kind]} wrong={mistakes[path]}>
                {(id) => (
                  <Input
                    id={id}
                    className="ds-figures"
                    inputMode={kind === 'tokens' ? 'text' : 'decimal'}
                    placeholder="no limit"
                    disabled={readOnly}
                    aria-invalid={mistakes[path] !== undefined}
                    value={texts[path]}
                    onChange={(event) => onChange({ ...texts, [path]: event.target.value })}
                  />
                )}
              </Field>
              {used !== undefined && <Now kind={kind} now={used[kind] ?? { used: 0 }} text={texts[path]} />}
            </div>
          );
        })}
      </div>
    </section>
  );
};
