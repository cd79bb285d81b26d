import type { Profile } from '@contract/profiles.ts';
import { claudeEntries } from './claude.ts';
import { codexEntries } from './codex.ts';
import type { RecordReader } from './entries.ts';
import { geminiEntries } from './gemini.ts';
import { OpencodeDatabase } from './opencode-database.ts';
import { TranscriptFile } from './transcript-file.ts';
import type { TranscriptSource } from './transcript-source.ts';

type OpenSource = (place: string) => TranscriptSource;

const fileOf =
  (reader: RecordReader): OpenSource =>
  (path) =>
    new TranscriptFile(path, reader);

/** How the records of each CLI are read; the others keep nothing that is known of. */
export const sources: Readonly<Partial<Record<Profile['watcher'], OpenSource>>> = {
  claude: fileOf(claudeEntries),
  codex: fileOf(codexEntries),
  gemini: fileOf(geminiEntries),
  opencode: (place) => new OpencodeDatabase(place),
};
