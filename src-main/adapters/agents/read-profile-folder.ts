import { constants } from 'node:fs';
import { open, readdir, realpath } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { profileTextLimit } from '@contract/profile-sources.ts';
import type { ReadProfile } from './complete-profiles.ts';
import { draftProfile, unread } from './parse-profile.ts';

const maxBytes = profileTextLimit;

/** More files than a person writes. A folder that holds more is a mistake, and each would be read at every listing. */
const maxFiles = 200;

export interface ProfileFile {
  readonly file: string;
  readonly read: ReadProfile;
  /** Null where it can't be read. */
  readonly text: string | null;
}

/**
 * Reads the `*.yaml` and `*.yml` of a folder, in the order of their names. A folder that does not exist has none.
 * `within`: a folder that the files must really lie in, links followed; null where links may lead anywhere.
 * `showAs`: how a file's path is written in messages.
 */
export async function readProfileFolder(
  folder: string,
  within: string | null,
  showAs: (path: string) => string,
): Promise<ProfileFile[]> {
  const names = await profileNames(folder);
  const read = names.slice(0, maxFiles).map(async (name): Promise<ProfileFile> => {
    const file = join(folder, name);
    const shown = showAs(file);
    const text = await boundedText(file, within);
    return text.ok
      ? { file, read: draftProfile(text.value, shown), text: text.value }
      : { file, read: unread(shown, text.why), text: null };
  });
  return Promise.all(read);
}

/** Names of the profile files in a folder, sorted. */
export async function profileNames(folder: string): Promise<string[]> {
  try {
    const names = await readdir(folder);
    return names.filter((name) => /\.ya?ml$/.test(name) && !name.startsWith('.')).sort();
  } catch {
    return []; // No such folder, or not ours to read: there are no profiles in it.
  }
}

export type Text =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly why: string };

/** The text of a file that may be a profile; what it is not read for, to be read after its name. */
export async function boundedText(file: string, within: string | null): Promise<Text> {
  try {
    const real = await realpath(file);
    if (within !== null && !isInside(real, await realpath(within)))
      return { ok: false, why: 'is a link that leads out of the project, so it is not read' };
    return await readBounded(real);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    return { ok: false, why: `can't be read (${code})` };
  }
}

/** O_NONBLOCK, so that a pipe in the folder is refused instead of being waited for. */
async function readBounded(file: string): Promise<Text> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  try {
    if (!(await handle.stat()).isFile()) return { ok: false, why: 'is not a regular file' };
    const buffer = Buffer.alloc(maxBytes + 1);
    let size = 0;
    for (let got = 1; got > 0 && size < buffer.length; size += got)
      got = (await handle.read(buffer, size, buffer.length - size, size)).bytesRead;
    if (size > maxBytes)
      return { ok: false, why: `is larger than ${maxBytes / 1024} KB, too large for a profile` };
    return { ok: true, value: buffer.toString('utf8', 0, size) };
  } finally {
    await handle.close();
  }
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`);
}
