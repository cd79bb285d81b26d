import type { JSX, ReactNode } from 'react';
import { Check, Field, Input } from '../design/field.tsx';
import { Select, type SelectOption } from '../design/select.tsx';
import { ListField } from './list-field.tsx';
import { defaultOf, type ProfileField } from './profile-fields.ts';
import { type FieldValue, type Row, wordsOf } from './profile-text.ts';
import { TableField } from './table-field.tsx';

export type OneFieldProps = {
  readonly field: ProfileField;
  /** As the text says it; undefined where it says nothing. */
  readonly value: unknown;
  /** As the profile that it extends says it; undefined where that says nothing, or there is none. */
  readonly inherited: unknown;
  /** The name of that. */
  readonly parent: string;
  readonly wrong: string | undefined;
  readonly disabled: boolean;
  onChange(value: FieldValue): void;
  onRows(rows: readonly Row[]): void;
};

/** What holds where the text says nothing. */
const otherwise = ({ field, inherited }: OneFieldProps): unknown => inherited ?? defaultOf(field);

/** Whether it is as it is for what it extends alone. */
const isInherited = ({ value, inherited }: OneFieldProps): boolean =>
  value === undefined && inherited !== undefined;

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
  note = field.note,
  children,
}: Pick<OneFieldProps, 'field' | 'wrong'> & {
  readonly note?: string | undefined;
  readonly children: ReactNode;
}) => (
  <fieldset className="ds-field pr-fieldset">
    <legend className="ds-label">{field.label}</legend>
    {children}
    {wrong !== undefined ? (
      <p className="ds-field-wrong" role="alert">
        {wrong}
      </p>
    ) : (
      note !== undefined && <p className="ds-field-note">{note}</p>
    )}
  </fieldset>
);

const Line = (props: OneFieldProps): JSX.Element => {
  const { field, value, wrong, disabled, onChange } = props;
  const hasOptions = field.options !== undefined && field.options.length > 0;
  return (
    <Field label={field.label} note={field.note} wrong={wrong}>
      {(id) => (
        <>
          <Input
            id={id}
            {...(hasOptions ? { list: `${id}-suggested` } : {})}
            className={field.path === 'title' ? '' : 'ds-figures'}
            {...(field.kind === 'number' ? { inputMode: 'numeric' as const } : {})}
            placeholder={wordsOf(otherwise(props))}
            aria-invalid={wrong !== undefined}
            disabled={disabled}
            value={wordsOf(value)}
            onChange={({ target }) =>
              onChange(
                field.kind === 'number'
                  ? numberOf(target.value)
                  : target.value === ''
                    ? undefined
                    : target.value,
              )
            }
          />
          {hasOptions && (
            <datalist id={`${id}-suggested`}>
              {field.options?.map((option) => (
                <option key={option.value} value={option.value} label={option.label} />
              ))}
            </datalist>
          )}
        </>
      )}
    </Field>
  );
};

/** Stands for no value at all: a value of the file never has a space in front. */
const asInParent = ' parent';

/** The choice to leave it as it is in the profile that it extends. */
const parentOption = ({ field, inherited, parent }: OneFieldProps): readonly SelectOption[] => {
  if (inherited === undefined) return [];
  const of = wordsOf(inherited);
  const { label = of } = field.options?.find((option) => option.value === of) ?? {};
  return [{ value: asInParent, label: `As in ${parent}: ${label}` }];
};

const Choice = (props: OneFieldProps): JSX.Element => {
  const { field, value, wrong, disabled, onChange } = props;
  const options: readonly SelectOption[] = [
    ...parentOption(props),
    // Its note is told below: some are sentences.
    ...(field.options ?? []).map(({ value, label }) => ({ value, label })),
  ];
  const now = isInherited(props) ? asInParent : wordsOf(value ?? otherwise(props));
  const holds = wordsOf(value ?? otherwise(props));
  const note = field.options?.find((option) => option.value === holds)?.note ?? field.note;
  // What the text says and none of these is stays to be seen.
  const shown =
    now === '' || options.some((option) => option.value === now)
      ? options
      : [...options, { value: now, label: now }];
  return (
    <Field label={field.label} note={note} wrong={wrong}>
      {(id) => (
        <Select
          id={id}
          value={now}
          options={shown}
          disabled={disabled}
          onChange={(chosen) => onChange(chosen === asInParent ? undefined : chosen)}
        />
      )}
    </Field>
  );
};

/** The rows that it extends stay with the other profile: only what differs stands here. */
const tableNote = ({ field, value, inherited, parent }: OneFieldProps): string | undefined => {
  const own = rowsOf(value).map(({ name }) => name);
  const names = rowsOf(inherited).flatMap(({ name }) => (own.includes(name) ? [] : [name]));
  return names.length === 0 ? field.note : `As in ${parent}, besides: ${names.join(', ')}.`;
};

/** One field of the form, as its kind demands. */
export const OneField = (props: OneFieldProps): JSX.Element => {
  const { field, value, inherited, parent, wrong, disabled, onChange, onRows } = props;
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
            checked={(value ?? otherwise(props)) === true}
            disabled={disabled}
            onChange={(checked) => onChange(checked)}
          />
          {wrong !== undefined ? (
            <p className="ds-field-wrong" role="alert">
              {wrong}
            </p>
          ) : (
            isInherited(props) && <p className="ds-field-note">As in {parent}.</p>
          )}
        </div>
      );
    case 'list':
      return (
        <Many
          field={field}
          wrong={wrong}
          note={
            isInherited(props) ? `As in ${parent}. Once changed here, all of it stands here.` : field.note
          }
        >
          <ListField
            row={field.row ?? 'Row'}
            items={listOf(value ?? inherited)}
            disabled={disabled}
            onChange={(items) => onChange(items.length === 0 && inherited === undefined ? undefined : items)}
          />
        </Many>
      );
    case 'table':
      return (
        <Many field={field} wrong={wrong} note={tableNote(props)}>
          <TableField row={field.row ?? 'Row'} rows={rowsOf(value)} disabled={disabled} onChange={onRows} />
        </Many>
      );
    default:
      return field.kind satisfies never;
  }
};
