import { defaultSettings, type Settings, settingsSchema } from '@contract/settings.ts';

/** The settings as their column holds them. One that an older Tutti wrote lacks what came later. */
export const settingsOf = (column: unknown): Settings =>
  typeof column === 'string' ? settingsSchema.parse(JSON.parse(column)) : defaultSettings;
