import type { NotificationSettings } from '@contract/notification-settings.ts';
import type { JSX, ReactNode } from 'react';
import { Check, Field, Input } from '../design/field.tsx';
import { kindFields, type NotificationMistakes } from './notification-form.ts';

type NotificationFieldsProps = {
  readonly settings: NotificationSettings;
  readonly mistakes: NotificationMistakes;
  readonly readOnly: boolean;
  /** What this browser allows. */
  readonly browser: ReactNode;
  onChange(settings: NotificationSettings): void;
};

type TimeFieldProps = {
  readonly label: string;
  readonly value: string;
  readonly disabled: boolean;
  readonly wrong: string | undefined;
  onChange(value: string): void;
};

const TimeField = ({ label, value, disabled, wrong, onChange }: TimeFieldProps): JSX.Element => (
  <Field label={label} wrong={wrong}>
    {(id) => (
      <Input
        id={id}
        type="time"
        className="ds-figures"
        disabled={disabled}
        aria-invalid={wrong !== undefined}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    )}
  </Field>
);

/** When the person is told of what needs them while they look elsewhere. */
export const NotificationFields = (props: NotificationFieldsProps): JSX.Element => {
  const { settings, mistakes, readOnly, browser, onChange } = props;
  const { on, sound, whileFocused, kinds, quiet } = settings;
  const off = readOnly || !on;
  const change = (part: Partial<NotificationSettings>): void => onChange({ ...settings, ...part });
  return (
    <section className="st-part" aria-label="Notifications">
      <h3 className="ds-section-title">Notifications</h3>
      {browser}
      <Check
        label="Tell me when something needs me"
        checked={on}
        disabled={readOnly}
        onChange={(on) => change({ on })}
      />
      <Check label="With a sound" checked={sound} disabled={off} onChange={(sound) => change({ sound })} />
      <Check
        label="Also while I have this project’s window before me"
        checked={whileFocused}
        disabled={off}
        onChange={(whileFocused) => change({ whileFocused })}
      />
      <fieldset className="st-kinds" disabled={off}>
        <legend>Tell me of</legend>
        {kindFields.map(({ kind, label }) => (
          <Check
            key={kind}
            label={label}
            checked={kinds[kind]}
            disabled={off}
            onChange={(wanted) => change({ kinds: { ...kinds, [kind]: wanted } })}
          />
        ))}
      </fieldset>
      <Check
        label="Quiet hours: tell me at their end what still waits"
        checked={quiet.on}
        disabled={off}
        onChange={(on) => change({ quiet: { ...quiet, on } })}
      />
      <div className="st-fields">
        <TimeField
          label="Quiet from"
          value={quiet.from}
          disabled={off || !quiet.on}
          wrong={mistakes['notifications.quiet.from']}
          onChange={(from) => change({ quiet: { ...quiet, from } })}
        />
        <TimeField
          label="Quiet to"
          value={quiet.to}
          disabled={off || !quiet.on}
          wrong={mistakes['notifications.quiet.to']}
          onChange={(to) => change({ quiet: { ...quiet, to } })}
        />
      </div>
    </section>
  );
};
