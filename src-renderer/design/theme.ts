/** What the person chose; `system` follows the desktop. */
export type ThemeChoice = 'system' | 'dark' | 'light';
export type Theme = 'dark' | 'light';

const key = 'tutti.theme';
const systemLight = (): MediaQueryList => window.matchMedia('(prefers-color-scheme: light)');

/** The choices as the person reads them. */
export const themeChoices = [
  { choice: 'dark', label: 'Dark' },
  { choice: 'light', label: 'Light' },
  { choice: 'system', label: 'As the system' },
] as const satisfies readonly { choice: ThemeChoice; label: string }[];

const isChoice = (value: string | null): value is ThemeChoice =>
  value === 'system' || value === 'dark' || value === 'light';

export const readThemeChoice = (): ThemeChoice => {
  const stored = localStorage.getItem(key);
  return isChoice(stored) ? stored : 'dark';
};

const resolve = (choice: ThemeChoice): Theme =>
  choice === 'system' ? (systemLight().matches ? 'light' : 'dark') : choice;

const apply = (choice: ThemeChoice): void => {
  document.documentElement.dataset.theme = resolve(choice);
};

export const chooseTheme = (choice: ThemeChoice): void => {
  localStorage.setItem(key, choice);
  apply(choice);
};

/** Applies the stored choice and follows the system from then on. Call once, before the first render. */
export const startTheme = (): void => {
  apply(readThemeChoice());
  systemLight().addEventListener('change', () => apply(readThemeChoice()));
};

/** The theme in force; changes can be observed on `<html data-theme>`. */
export const currentTheme = (): Theme =>
  document.documentElement.dataset.theme === 'light' ? 'light' : 'dark';
