import type { ExaminedText, ProfileMistake } from '@contract/profile-sources.ts';
import { type JSX, useMemo, useState } from 'react';
import { Button } from '../design/button.tsx';
import { Empty } from '../design/plain-states.tsx';
import { MistakeList } from './mistake-list.tsx';
import { OneField } from './one-field.tsx';
import {
  allFields,
  type FieldGroup,
  fieldGroups,
  isAbout,
  type ProfileField,
  pathOf,
} from './profile-fields.ts';
import { readText, valueAt, withField, withRows, wordsOf } from './profile-text.ts';
import './form.css';

type ProfileFormProps = {
  readonly text: string;
  readonly mistakes: readonly ProfileMistake[];
  readonly inherited: ExaminedText['inherited'];
  readonly readOnly: boolean;
  onChange(text: string): void;
  /** Shows the text, at a line. */
  onText(line: number | null): void;
};

const mistakeOf = (field: ProfileField, mistakes: readonly ProfileMistake[]): string | undefined => {
  const about = mistakes.filter((mistake) => isAbout(field, mistake.field));
  if (about.length === 0) return undefined;
  return about
    .map((mistake) => (mistake.field === field.path ? mistake.what : `${mistake.field} ${mistake.what}`))
    .join('; ');
};

/** The fields that people commonly change. What the form does not know stays in the text as it is. */
export const ProfileForm = (props: ProfileFormProps): JSX.Element => {
  const { text, mistakes, inherited, readOnly, onChange, onText } = props;
  const data = useMemo(() => readText(text), [text]);
  const [stuck, setStuck] = useState<string | null>(null);
  if (data === null)
    return (
      <Empty
        title="The text can’t be read"
        action={<Button onClick={() => onText(mistakes[0]?.line ?? null)}>Go to its text</Button>}
      >
        {mistakes[0]?.what ?? 'It is no group of fields.'}
      </Empty>
    );
  const take = (field: ProfileField, next: string | null): void => {
    setStuck(next === null ? field.label : null);
    if (next !== null) onChange(next);
  };
  const said = (path: string): unknown => {
    const own = valueAt(data, path.split('.'));
    return own === undefined ? valueAt(inherited, path.split('.')) : own;
  };
  const isShown = ({ within }: ProfileField): boolean => within === undefined || said(within) != null;
  const others = mistakes.filter(
    ({ field }) => !allFields.some((each) => isShown(each) && isAbout(each, field)),
  );
  const group = ({ fields }: FieldGroup): JSX.Element => (
    <div className="pr-fields">
      {fields.filter(isShown).map((field) => (
        <OneField
          key={field.path}
          field={field.optionsOf === undefined ? field : { ...field, options: field.optionsOf(said) }}
          value={valueAt(data, pathOf(field))}
          inherited={valueAt(inherited, pathOf(field))}
          parent={wordsOf(data.extends)}
          wrong={mistakeOf(field, mistakes)}
          disabled={readOnly}
          onChange={(value) => take(field, withField(text, pathOf(field), value))}
          onRows={(rows) => take(field, withRows(text, pathOf(field), rows))}
        />
      ))}
    </div>
  );
  return (
    <div className="pr-form">
      {stuck !== null && (
        <p className="ds-field-wrong" role="alert">
          “{stuck}” is written in a way that the form can’t change. Change it in the text.
        </p>
      )}
      <MistakeList mistakes={others} onGo={onText} />
      {fieldGroups
        .filter(({ fields }) => fields.some(isShown))
        .map((each) =>
          each.rare === true ? (
            <details key={each.title} className="pr-group">
              <summary className="ds-section-title">{each.title}</summary>
              {group(each)}
            </details>
          ) : (
            <section key={each.title} className="pr-group" aria-label={each.title}>
              <h3 className="ds-section-title">{each.title}</h3>
              {group(each)}
            </section>
          ),
        )}
    </div>
  );
};
