import type { JSX, ReactNode } from 'react';
import { Field, Input, Textarea } from '../design/field.tsx';
import { Select } from '../design/select.tsx';
import type { SettingField } from './setting-fields.ts';
import type { SettingMistakes, SettingTexts } from './settings-form.ts';

type ControlProps = {
  readonly field: SettingField;
  readonly id: string;
  readonly text: string;
  readonly isWrong: boolean;
  readonly readOnly: boolean;
  onChange(text: string): void;
};

const Control = ({ field, id, text, isWrong, readOnly, onChange }: ControlProps): JSX.Element => {
  if (field.kind === 'choice') {
    const options = field.options.map(({ value, label }) => ({ value: String(value), label }));
    return <Select id={id} value={text} options={options} disabled={readOnly} onChange={onChange} />;
  }
  const typed = { id, className: 'ds-figures', disabled: readOnly, 'aria-invalid': isWrong, value: text };
  if (field.kind === 'number')
    return <Input {...typed} inputMode="numeric" onChange={({ target }) => onChange(target.value)} />;
  const told = { ...typed, placeholder: field.example };
  if (field.kind === 'line') return <Input {...told} onChange={({ target }) => onChange(target.value)} />;
  const rows = Math.min(6, Math.max(2, text.split('\n').length));
  return (
    <Textarea {...told} rows={rows} spellCheck={false} onChange={({ target }) => onChange(target.value)} />
  );
};

type SettingGroupProps = {
  readonly fields: readonly SettingField[];
  readonly texts: SettingTexts;
  readonly mistakes: SettingMistakes;
  readonly readOnly: boolean;
  onChange(texts: SettingTexts): void;
};

/** Fields that stand together: numbers and choices side by side, texts below each other. */
export const SettingGroup = (props: SettingGroupProps): ReactNode => {
  const { fields, texts, mistakes, readOnly, onChange } = props;
  const controls = fields.map((field) => {
    const { path, label } = field;
    return (
      <Field key={path} label={label} note={'note' in field ? field.note : undefined} wrong={mistakes[path]}>
        {(id) => (
          <Control
            {...{ field, id, readOnly }}
            text={texts[path]}
            isWrong={mistakes[path] !== undefined}
            onChange={(text) => onChange({ ...texts, [path]: text })}
          />
        )}
      </Field>
    );
  });
  const areTexts = fields.every((field) => 'note' in field);
  return areTexts ? controls : <div className="st-fields">{controls}</div>;
};
