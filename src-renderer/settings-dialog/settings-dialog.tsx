import type { TuttiError } from '@contract/result.ts';
import { type FormEvent, type JSX, type ReactNode, useId, useState } from 'react';
import { useReadOnly } from '../connection/host-info.ts';
import { useClient, useView } from '../connection/use-project.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Field, Input, Textarea } from '../design/field.tsx';
import { ErrorState } from '../design/plain-states.tsx';
import { Select } from '../design/select.tsx';
import { toastDone } from '../design/toaster.tsx';
import { AppSettings } from './app-settings.tsx';
import { commitChoices, commitFields, commitTexts } from './commit-form.ts';
import { NotificationFields } from './notification-fields.tsx';
import {
  choiceFields,
  lineFields,
  mergeChoices,
  mergeFields,
  mistakeOf,
  readSettings,
  type SettingMistakes,
  type SettingTexts,
  settingFields,
  startFields,
  textsOf,
  worktreeFields,
  worktreeLines,
  worktreeLists,
} from './settings-form.ts';
import { WindowSettings } from './window-settings.tsx';
import './settings-dialog.css';

type ProjectFieldsProps = {
  readonly fields:
    | typeof settingFields
    | typeof startFields
    | typeof mergeFields
    | typeof worktreeFields
    | typeof commitFields;
  readonly texts: SettingTexts;
  readonly mistakes: SettingMistakes;
  readonly readOnly: boolean;
  onChange(texts: SettingTexts): void;
};

const NumberFields = ({ fields, texts, mistakes, readOnly, onChange }: ProjectFieldsProps): JSX.Element => (
  <div className="st-fields">
    {fields.map(({ path, label }) => (
      <Field key={path} label={label} wrong={mistakes[path]}>
        {(id) => (
          <Input
            id={id}
            inputMode="numeric"
            className="ds-figures"
            disabled={readOnly}
            aria-invalid={mistakes[path] !== undefined}
            value={texts[path]}
            onChange={(event) => onChange({ ...texts, [path]: event.target.value })}
          />
        )}
      </Field>
    ))}
  </div>
);

type ChoiceFieldsProps = Omit<ProjectFieldsProps, 'fields' | 'mistakes'> & {
  readonly fields: typeof choiceFields | typeof mergeChoices | typeof commitChoices;
};

const ChoiceFields = ({ fields, texts, readOnly, onChange }: ChoiceFieldsProps): JSX.Element => (
  <div className="st-fields">
    {fields.map(({ path, label, options }) => (
      <Field key={path} label={label}>
        {(id) => (
          <Select
            id={id}
            value={texts[path]}
            options={options}
            disabled={readOnly}
            onChange={(value) => onChange({ ...texts, [path]: value })}
          />
        )}
      </Field>
    ))}
  </div>
);

type LineFieldsProps = Omit<ProjectFieldsProps, 'fields'> & {
  readonly fields: typeof lineFields | typeof worktreeLines;
};

const LineFields = ({ fields, texts, mistakes, readOnly, onChange }: LineFieldsProps): JSX.Element => (
  <>
    {fields.map(({ path, label, note, example }) => (
      <Field key={path} label={label} note={note} wrong={mistakes[path]}>
        {(id) => (
          <Input
            id={id}
            className="ds-figures"
            placeholder={example}
            disabled={readOnly}
            aria-invalid={mistakes[path] !== undefined}
            value={texts[path]}
            onChange={(event) => onChange({ ...texts, [path]: event.target.value })}
          />
        )}
      </Field>
    ))}
  </>
);

type TextFieldsProps = Omit<ProjectFieldsProps, 'fields'> & {
  readonly fields: typeof worktreeLists | typeof commitTexts;
};

/** Several lines each. */
const TextFields = ({ fields, texts, mistakes, readOnly, onChange }: TextFieldsProps): JSX.Element => (
  <>
    {fields.map(({ path, label, note, example }) => (
      <Field key={path} label={label} note={note} wrong={mistakes[path]}>
        {(id) => (
          <Textarea
            id={id}
            className="ds-figures"
            rows={Math.min(6, Math.max(2, texts[path].split('\n').length))}
            spellCheck={false}
            placeholder={example}
            disabled={readOnly}
            aria-invalid={mistakes[path] !== undefined}
            value={texts[path]}
            onChange={(event) => onChange({ ...texts, [path]: event.target.value })}
          />
        )}
      </Field>
    ))}
  </>
);

/** Keeps what is typed, and what was wrong with it when it was last saved. */
const useSettingsForm = (onSaved: () => void) => {
  const client = useClient();
  const settings = useView((view) => view.settings);
  const [texts, setTexts] = useState(() => textsOf(settings));
  const [notifications, setNotifications] = useState(settings.notifications);
  const [mistakes, setMistakes] = useState<SettingMistakes>({});
  const [error, setError] = useState<TuttiError | null>(null);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const read = readSettings(texts, settings, notifications);
    setError(null);
    setMistakes('mistakes' in read ? read.mistakes : {});
    if ('mistakes' in read) return;
    const result = await client.call('settings.set', read.settings);
    if (result.ok) {
      toastDone('Settings saved');
      onSaved();
      return;
    }
    const mistake = mistakeOf(result.error);
    if (mistake === null) setError(result.error);
    else setMistakes(mistake);
  };
  return { texts, setTexts, notifications, setNotifications, mistakes, error, save };
};

type SettingsDialogProps = {
  onClose(): void;
  /** The parts about the rules and the profiles. */
  readonly rules: ReactNode;
  /** Whether this browser shows notifications. */
  readonly browser: ReactNode;
};

/** Limits of the project, and how this window looks. Mounted while it is open. */
export const SettingsDialog = ({ onClose, rules, browser }: SettingsDialogProps): JSX.Element => {
  const form = useId();
  const readOnly = useReadOnly();
  const { texts, setTexts, notifications, setNotifications, mistakes, error, save } =
    useSettingsForm(onClose);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Settings"
      foot={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button look="main" type="submit" form={form} disabled={readOnly}>
            Save
          </Button>
        </>
      }
    >
      <WindowSettings />
      <AppSettings />
      {rules}
      <form id={form} className="st-part" noValidate onSubmit={(event) => void save(event)}>
        <h3 className="ds-section-title">This project</h3>
        {error !== null && <ErrorState error={error} />}
        <NumberFields
          fields={settingFields}
          texts={texts}
          mistakes={mistakes}
          readOnly={readOnly}
          onChange={setTexts}
        />
        <NotificationFields
          settings={notifications}
          mistakes={mistakes}
          readOnly={readOnly}
          browser={browser}
          onChange={setNotifications}
        />
        <h3 className="ds-section-title">Recovery and starts</h3>
        <ChoiceFields fields={choiceFields} texts={texts} readOnly={readOnly} onChange={setTexts} />
        <NumberFields
          fields={startFields}
          texts={texts}
          mistakes={mistakes}
          readOnly={readOnly}
          onChange={setTexts}
        />
        <h3 className="ds-section-title">New worktrees</h3>
        <TextFields
          fields={worktreeLists}
          texts={texts}
          mistakes={mistakes}
          readOnly={readOnly}
          onChange={setTexts}
        />
        <LineFields
          fields={worktreeLines}
          texts={texts}
          mistakes={mistakes}
          readOnly={readOnly}
          onChange={setTexts}
        />
        <NumberFields
          fields={worktreeFields}
          texts={texts}
          mistakes={mistakes}
          readOnly={readOnly}
          onChange={setTexts}
        />
        <h3 className="ds-section-title">Merging</h3>
        <ChoiceFields fields={mergeChoices} texts={texts} readOnly={readOnly} onChange={setTexts} />
        <LineFields
          fields={lineFields}
          texts={texts}
          mistakes={mistakes}
          readOnly={readOnly}
          onChange={setTexts}
        />
        <NumberFields
          fields={mergeFields}
          texts={texts}
          mistakes={mistakes}
          readOnly={readOnly}
          onChange={setTexts}
        />
        <h3 className="ds-section-title">Commits</h3>
        <ChoiceFields fields={commitChoices} texts={texts} readOnly={readOnly} onChange={setTexts} />
        <TextFields
          fields={commitTexts}
          texts={texts}
          mistakes={mistakes}
          readOnly={readOnly}
          onChange={setTexts}
        />
        <NumberFields
          fields={commitFields}
          texts={texts}
          mistakes={mistakes}
          readOnly={readOnly}
          onChange={setTexts}
        />
      </form>
    </Dialog>
  );
};
