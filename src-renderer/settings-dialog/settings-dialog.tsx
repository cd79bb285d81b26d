import type { Settings } from '@contract/settings.ts';
import { Fragment, type JSX, type ReactNode, useId, useState } from 'react';
import { useReadOnly } from '../connection/host-info.ts';
import { useClient, useView } from '../connection/use-project.ts';
import { useSaving } from '../connection/use-saving.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { ErrorState } from '../design/plain-states.tsx';
import { AppSettings } from './app-settings.tsx';
import { NotificationFields } from './notification-fields.tsx';
import { SettingGroup } from './setting-group.tsx';
import { furtherSections, general, recording, type SettingSection } from './setting-sections.ts';
import { mistakeOf, readSettings, type SettingMistakes, textsOf } from './settings-form.ts';
import { WindowSettings } from './window-settings.tsx';
import './settings-dialog.css';

/** Keeps what is typed, and what was wrong with it when it was last saved. */
const useSettingsForm = (onSaved: () => void) => {
  const client = useClient();
  const settings = useView((view) => view.settings);
  const [texts, setTexts] = useState(() => textsOf(settings));
  const [notifications, setNotifications] = useState(settings.notifications);
  const saving = useSaving<Settings, SettingMistakes>({
    read: () => readSettings(texts, settings, notifications),
    send: (said) => client.call('settings.set', said),
    mistakeOf,
    done: 'Settings saved',
    onSaved,
  });
  return { texts, setTexts, notifications, setNotifications, ...saving };
};

type SettingsDialogProps = {
  onClose(): void;
  /** The parts about the rules and the profiles. */
  readonly rules: ReactNode;
  /** Whether this browser shows notifications. */
  readonly browser: ReactNode;
  /** What the recordings take now. */
  readonly recordings: ReactNode;
};

/** Limits of the project, and how this window looks. Mounted while it is open. */
export const SettingsDialog = ({ onClose, rules, browser, recordings }: SettingsDialogProps): JSX.Element => {
  const form = useId();
  const readOnly = useReadOnly();
  const { texts, setTexts, notifications, setNotifications, mistakes, error, save } =
    useSettingsForm(onClose);
  const groupsOf = ({ title, groups }: SettingSection): JSX.Element[] =>
    groups.map((fields) => (
      <SettingGroup
        key={`${title} ${fields[0]?.path}`}
        {...{ fields, texts, mistakes, readOnly }}
        onChange={setTexts}
      />
    ));
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
        <h3 className="ds-section-title">{general.title}</h3>
        {error !== null && <ErrorState error={error} />}
        {groupsOf(general)}
        <NotificationFields
          settings={notifications}
          mistakes={mistakes}
          readOnly={readOnly}
          browser={browser}
          onChange={setNotifications}
        />
        {furtherSections.map((section) => (
          <Fragment key={section.title}>
            <h3 className="ds-section-title">{section.title}</h3>
            {groupsOf(section)}
            {section === recording && recordings}
          </Fragment>
        ))}
      </form>
    </Dialog>
  );
};
