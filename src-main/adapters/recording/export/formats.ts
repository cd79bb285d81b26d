import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordingFormat } from '@contract/recording-export.ts';
import Database from 'better-sqlite3';
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
) => Written | Promise<Written>;

const writeCasts =
  (version: CastVersion): WriteFormat =>
  (file, { folder, instances }, tell) => {
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
      return { path, isFolder };
    } finally {
      db.close();
    }
  };

/** How each format is written. */
export const formats: Readonly<Record<RecordingFormat, WriteFormat>> = {
  tutti: (path) => ({ path, isFolder: false }),
  cast: writeCasts(3),
  'cast-v2': writeCasts(2),
};
