import { readFileSync } from 'node:fs';
import type { CommitRules } from '../../core/model/leaks/commit-rules.ts';

/** As the settings have them where nobody has changed any. No schema library: it would take longer to load than the whole check. */
const usual: CommitRules = { maxMegabytes: 50, secrets: 'refuse', allow: [] };

/**
 * The rules as the host has last written them; they hold while no host is there. Where there is no such file, or it can't be read, the
 * usual ones: who can't tell what the person wants refuses what nobody wants.
 */
export const readRules = (file: string | undefined): CommitRules => {
  if (file === undefined) return usual;
  try {
    const written = JSON.parse(readFileSync(file, 'utf8')) as Partial<CommitRules>;
    return {
      maxMegabytes: typeof written.maxMegabytes === 'number' ? written.maxMegabytes : usual.maxMegabytes,
      secrets: written.secrets === 'off' ? 'off' : 'refuse',
      allow: Array.isArray(written.allow) ? written.allow.map(String) : [],
    };
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error)) return usual;
    throw error;
  }
};
