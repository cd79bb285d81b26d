import { closeSync, mkdirSync, openSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordingFormat } from '@contract/recording-export.ts';
import { ok, type Result } from '@contract/result.ts';
import Database from 'better-sqlite3';
import { writePage } from '../page/write-page.ts';
import { openParts } from '../reading/open-recording.ts';
import type { CastVersion } from './cast-lines.ts';
import type { ExportOrder } from './export-protocol.ts';
import { storedStreams } from './stored-streams.ts';
import { writeCast } from './write-cast.ts';

export interface Written {
  readonly path: string;
  readonly isFolder: boolean;
}

/** `file`: the recording as it is to leave, masked where that was asked for, a copy of one's own. `tell` gets the share that is done. */
type WriteFormat = (
  file: string,
  order: ExportOrder,
  tell: (share: number) => void,
) => Promise<Result<Written>>;

const writeCasts =
  (version: CastVersion): WriteFormat =>
  async (file, { folder, instances }, tell) => {
    const db = new Database(file, { readonly: true });
    try {
      const streams = storedStreams(db).streams();
      const [only] = streams;
      const isFolder = instances?.length !== 1 || only === undefined;
      const path = join(folder, isFolder ? 'casts' : 'one.cast');
      if (isFolder) mkdirSync(path, { mode: 0o700 });
      streams.forEach((stream, at) => {
        writeCast(db, stream, version, isFolder ? join(path, `${stream.instance}.cast`) : path);
        tell((at + 1) / streams.length);
      });
      return ok({ path, isFolder });
    } finally {
      db.close();
    }
  };

const writeHtml: WriteFormat = async (file, { folder, page }) => {
  const opened = openParts(file);
  if (!opened.ok) return opened;
  const parts = opened.value;
  const path = join(folder, 'page.html');
  const target = openSync(path, 'wx', 0o600);
  try {
    const source = { parts, bytes: statSync(file).size, template: readFileSync(page, 'utf8') };
    const written = await writePage(source, async (text) => writeFileSync(target, text));
    return written.ok ? ok({ path, isFolder: false }) : written;
  } finally {
    closeSync(target);
    parts.db.close();
  }
};

/** How each format is written. */
export const formats: Readonly<Record<RecordingFormat, WriteFormat>> = {
  tutti: async (path) => ok({ path, isFolder: false }),
  cast: writeCasts(3),
  'cast-v2': writeCasts(2),
  html: writeHtml,
};
