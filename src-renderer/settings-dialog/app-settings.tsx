import type { HostPreferences } from '@contract/machine.ts';
import { type JSX, useEffect, useState } from 'react';
import { useCommand } from '../connection/use-command.ts';
import { useClient } from '../connection/use-project.ts';
import { Check, Field, Input } from '../design/field.tsx';
import { toastError } from '../design/toaster.tsx';

/** Null where the host has none, and until it has answered. */
const useHostPreferences = () => {
  const client = useClient();
  const [preferences, setPreferences] = useState<HostPreferences | null>(null);
  useEffect(() => {
    let gone = false;
    void client.call('host.preferences', {}).then((result) => {
      if (gone) return;
      if (result.ok) setPreferences(result.value);
      else toastError(result.error);
    });
    return () => {
      gone = true;
    };
  }, [client]);
  return { preferences, setPreferences };
};

/** What holds for the app on this machine; nothing where it is no desktop app. Each choice acts at once. */
export const AppSettings = (): JSX.Element | null => {
  const run = useCommand();
  const { preferences, setPreferences } = useHostPreferences();
  if (preferences === null) return null;
  const set = async (part: Partial<HostPreferences>): Promise<void> => {
    const next = { ...preferences, ...part };
    setPreferences(next);
    // Shown at once, and taken back where it could not be kept.
    setPreferences((await run('host.setPreferences', next)) ?? preferences);
  };
  return (
    <section className="st-part" aria-label="The app">
      <h3 className="ds-section-title">The app</h3>
      <Check
        label="Stay in the tray when the last window is closed and agents run"
        checked={preferences.stayInTray}
        onChange={(stayInTray) => void set({ stayInTray })}
      />
      <Field
        label="Your editor"
        note="The command that opens a file, with {file} and {line} in it. Empty: $VISUAL, or one of the well-known ones."
      >
        {(id) => (
          <Input
            id={id}
            key={preferences.editor}
            className="ds-figures"
            placeholder="code -g {file}:{line}"
            defaultValue={preferences.editor}
            maxLength={500}
            onBlur={({ target }) =>
              target.value.trim() !== preferences.editor && void set({ editor: target.value.trim() })
            }
          />
        )}
      </Field>
    </section>
  );
};
