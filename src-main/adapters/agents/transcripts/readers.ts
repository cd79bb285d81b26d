import type { Profile } from '@contract/profiles.ts';
import { claudeEntries } from './claude.ts';
import { codexEntries } from './codex.ts';
import type { RecordReader } from './entries.ts';
import { geminiEntries } from './gemini.ts';

/** Those whose records can be read. OpenCode keeps a database of its own, and the others keep nothing that is known of. */
export const readers: Readonly<Partial<Record<Profile['watcher'], RecordReader>>> = {
  claude: claudeEntries,
  codex: codexEntries,
  gemini: geminiEntries,
};
