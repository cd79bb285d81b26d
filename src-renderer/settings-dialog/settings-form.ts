import type { NotificationSettings } from '@contract/notification-settings.ts';
import type { TuttiError } from '@contract/result.ts';
import { type Settings, settingsSchema } from '@contract/settings.ts';
import type { Read } from '../connection/use-saving.ts';
import { type NotificationPath, notificationMistakes, notificationPaths } from './notification-form.ts';
import { mistakeIn, type SettingPath, settingOf, textOf } from './setting-fields.ts';
import { settingFields } from './setting-sections.ts';

/** What stands in the fields, as typed. */
export type SettingTexts = Readonly<Record<SettingPath, string>>;
/** What is wrong, by field. */
export type SettingMistakes = Readonly<Partial<Record<SettingPath | NotificationPath, string>>>;

const settingAt = (settings: Settings, path: SettingPath): unknown =>
  path
    .split('.')
    .reduce<unknown>((part, name) => (part as Readonly<Record<string, unknown>>)[name], settings);

/** As `settings` with another value at a path, which lies in a group or stands by itself. */
const withSetting = (settings: object, path: SettingPath, value: unknown): object => {
  const [group = '', name] = path.split('.');
  if (name === undefined) return { ...settings, [group]: value };
  return { ...settings, [group]: { ...(settings as Record<string, object>)[group], [name]: value } };
};

export const textsOf = (settings: Settings): SettingTexts =>
  // Every path has a field; a test says so.
  Object.fromEntries(
    settingFields.map(({ path }) => [path, textOf(settingAt(settings, path))]),
  ) as SettingTexts;

/** The settings as the fields say, what has no field as it was `before`; or what is wrong in which field. */
export const readSettings = (
  texts: SettingTexts,
  before: Settings,
  notifications: NotificationSettings = before.notifications,
): Read<Settings, SettingMistakes> => {
  const said = settingFields.reduce<object>(
    (settings, field) => withSetting(settings, field.path, settingOf(field, texts[field.path])),
    { ...before, notifications },
  );
  const issues = settingsSchema.safeParse(said).error?.issues ?? [];
  const mistakes = {
    ...Object.fromEntries(
      settingFields.flatMap((field) => {
        // Of a list, the mistake may be an entry's.
        const found = issues.find(({ path }) => `${path.join('.')}.`.startsWith(`${field.path}.`));
        return found === undefined ? [] : [[field.path, mistakeIn(field, found.message)]];
      }),
    ),
    ...notificationMistakes(notifications),
  };
  // What is in no field can't be wrong: it throws, rather than that nothing happens.
  return Object.keys(mistakes).length > 0 ? { mistakes } : { value: settingsSchema.parse(said) };
};

/** A refusal beside the field that it names; null when it names none of them. */
export const mistakeOf = ({ field, message }: TuttiError): SettingMistakes | null => {
  const known = [...settingFields.map(({ path }) => path), ...notificationPaths].find(
    (path) => path === field,
  );
  return known === undefined ? null : { [known]: message };
};
