import { readFileSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Result } from '@contract/result.ts';
import { openParts } from '../reading/open-recording.ts';
import { writePage } from './write-page.ts';

export interface PageFile {
  /** The recording: masked, and nobody's but one's own. */
  readonly file: string;
  /** The built page (`HostPlaces.recordedPage`). */
  readonly template: string;
  /** Where the page is to be; nothing is there yet. */
  readonly path: string;
}

/**
 * Writes a recording's page to a file; `tell` gets the share that is done. After an error a part of it may be there. Errors: those of opening
 * a recording, `limit_reached`. Rejects with the file system's errors.
 */
export const writePageFile = async (
  { file, template, path }: PageFile,
  tell: (share: number) => void = () => undefined,
): Promise<Result<null>> => {
  const parts = openParts(file);
  if (!parts.ok) return parts;
  try {
    const source = {
      parts: parts.value,
      bytes: statSync(file).size,
      template: readFileSync(template, 'utf8'),
    };
    const page = await open(path, 'wx', 0o600);
    try {
      return await writePage({ ...source, tell }, (text) => page.writeFile(text));
    } finally {
      await page.close();
    }
  } finally {
    parts.value.db.close();
  }
};
