import { type JSX, useState } from 'react';
import { Check, Field } from '../design/field.tsx';
import { Select } from '../design/select.tsx';
import {
  fontSizes,
  setFontSize,
  setOpenNew,
  useTerminalPreferences,
} from '../design/terminal-preferences.ts';
import { chooseTheme, readThemeChoice, themeChoices } from '../design/theme.ts';

const themes = themeChoices.map(({ choice, label }) => ({ value: choice, label }));

/** The sizes offered, with the one in force, which the keys may have made another. */
const fontsWith = (current: number) =>
  [...new Set([...fontSizes, current])]
    .sort((a, b) => a - b)
    .map((size) => ({ value: String(size), label: `${size} px` }));

/** What holds for this window alone; each choice acts at once. */
export const WindowSettings = (): JSX.Element => {
  const [theme, setTheme] = useState(readThemeChoice);
  const { fontSize, openNew } = useTerminalPreferences();
  return (
    <section className="st-part" aria-label="This window">
      <h3 className="ds-section-title">This window</h3>
      <div className="st-fields">
        <Field label="Theme">
          {(id) => (
            <Select
              id={id}
              value={theme}
              options={themes}
              onChange={(value) => {
                const found = themeChoices.find(({ choice }) => choice === value);
                if (found === undefined) return;
                chooseTheme(found.choice);
                setTheme(found.choice);
              }}
            />
          )}
        </Field>
        <Field label="Letters of terminals">
          {(id) => (
            <Select
              id={id}
              value={String(fontSize)}
              options={fontsWith(fontSize)}
              onChange={(value) => setFontSize(Number(value))}
            />
          )}
        </Field>
      </div>
      <Check label="Open new terminals automatically" checked={openNew} onChange={setOpenNew} />
    </section>
  );
};
