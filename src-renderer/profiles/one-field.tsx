import type { JSX, ReactNode } from 'react';
import { Check, Field, Input } from '../design/field.tsx';
import { Select } from '../design/select.tsx';
import { ListField } from './list-field.tsx';
import { defaultOf, type ProfileField } from './profile-fields.ts';
import { type FieldValue, type Row, wordsOf } from './profile-text.ts';
import { TableField } from './table-field.tsx';

export type OneFieldProps = {
  readonly field: ProfileField;
  /** As the text says it; undefined where it says nothing. */
  readonly value: unknown;
  readonly wrong: string | undefined;
  readonly disabled: boolean;
  onChange(value: FieldValue): void;
  onRows(rows: readonly Row[]): void;
};

const listOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(wordsOf) : []);

const rowsOf = (value: unknown): readonly Row[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value).map(([name, each]) => ({ name, value: wordsOf(each) }))
    : [];

/** A number where it is one; else as it was typed, which the mistake beside it is about. */
const numberOf = (text: string): FieldValue => {
  if (text === '') return undefined;
  return /^\d+(\.\d+)?$/.test(text) && String(Number(text)) === text ? Number(text) : text;
};

/** Several rows under one label. */
const Many = ({
  field,
  wrong,
  children,
}: Pick<OneFieldProps, 'field' | 'wrong'> & { readonly children: ReactNode }) => (
  <fieldset className="ds-field pr-fieldset">
    <legend className="ds-label">{field.label}</legend>
    {children}
    {wrong !== undefined ? (
      <p className="ds-field-wrong" role="alert">
        {wrong}
      </p>
    ) : (
      field.note !== undefined && <p className="ds-field-note">{field.note}</p>
    )}
  </fieldset>
);

const Line = ({ field, value, wrong, disabled, onChange }: OneFieldProps): JSX.Element => (
  <Field label={field.label} note={field.note} wrong={wrong}>
    {(id) => (
      <Input
        id={id}
        className={field.path === 'title' ? '' : 'ds-figures'}
        {...(field.kind === 'number' ? { inputMode: 'numeric' as const } : {})}
        placeholder={wordsOf(defaultOf(field))}
        aria-invalid={wrong !== undefined}
        disabled={disabled}
        value={wordsOf(value)}
        onChange={({ target }) =>
          onChange(
            field.kind === 'number' ? numberOf(target.value) : target.value === '' ? undefined : target.value,
          )
        }
      />
    )}
  </Field>
);

const Choice = ({ field, value, wrong, disabled, onChange }: OneFieldProps): JSX.Element => {
  const options = field.options ?? [];
  const now = wordsOf(value ?? defaultOf(field));
  // What the text says and none of these is stays to be seen.
  const shown = options.some((option) => option.value === now)
    ? options
    : [...options, { value: now, label: now }];
  return (
    <Field label={field.label} note={field.note} wrong={wrong}>
      {(id) => (
        <Select
          id={id}
          value={now}
          options={shown}
          disabled={disabled}
          onChange={(chosen) => onChange(chosen)}
        />
      )}
    </Field>
  );
};

/** One field of the form, as its kind demands. */
export const OneField = (props: OneFieldProps): JSX.Element => {
  const { field, value, wrong, disabled, onChange, onRows } = props;
  switch (field.kind) {
    case 'text':
    case 'number':
      return <Line {...props} />;
    case 'choice':
      return <Choice {...props} />;
    case 'check':
      return (
        <div className="ds-field">
          <Check
            label={field.label}
            checked={(value ?? defaultOf(field)) === true}
            disabled={disabled}
            onChange={(checked) => onChange(checked)}
          />
          {wrong !== undefined && (
            <p className="ds-field-wrong" role="alert">
              {wrong}
            </p>
          )}
        </div>
      );
    case 'list':
      return (
        <Many field={field} wrong={wrong}>
          <ListField
            row={field.row ?? 'Row'}
            items={listOf(value)}
            disabled={disabled}
            onChange={(items) => onChange(items.length === 0 ? undefined : items)}
          />
        </Many>
      );
    case 'table':
      return (
        <Many field={field} wrong={wrong}>
          <TableField row={field.row ?? 'Row'} rows={rowsOf(value)} disabled={disabled} onChange={onRows} />
        </Many>
      );
    default:
      return field.kind satisfies never;
  }
};
