import { randomBytes } from 'node:crypto';
import { link, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Only the account itself may read what Tutti writes for a person: a profile's environment may hold a key. */
const privateFile = 0o600;
const privateFolder = 0o700;

/** Makes a file with this text, with its folder if need be. False where there is one already: it is never written over. */
export const createWhole = (file: string, text: string): Promise<boolean> =>
  throughDraft(file, text, privateFile, async (draft) => {
    try {
      await link(draft, file);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    }
  });

/** Puts this text in a file's place: who reads it finds the old text or the new one, never a half. `mode`: its permissions. */
export const replaceWhole = (file: string, text: string, mode: number): Promise<void> =>
  throughDraft(file, text, mode, (draft) => rename(draft, file));

async function throughDraft<T>(
  file: string,
  text: string,
  mode: number,
  publish: (draft: string) => Promise<T>,
): Promise<T> {
  const folder = dirname(file);
  await mkdir(folder, { recursive: true, mode: privateFolder });
  // Beside it, since a rename works within one file system only; hidden, so that nothing lists it.
  const draft = join(folder, `.${randomBytes(6).toString('hex')}.new`);
  try {
    const handle = await open(draft, 'wx', mode);
    try {
      await handle.writeFile(text);
      // On the disk before the name is: after a power cut a name without its bytes would be an empty file.
      await handle.sync();
    } finally {
      await handle.close();
    }
    return await publish(draft);
  } finally {
    await rm(draft, { force: true });
  }
}
