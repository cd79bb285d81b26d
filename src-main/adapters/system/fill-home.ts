import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Profile } from '@contract/profiles.ts';
import { copyLogin } from './copy-login.ts';

/** Puts into a new home of an instance's own what it begins with: the profile's files, and the person's login where it is wanted. */
export async function fillHome(
  home: NonNullable<Profile['home']>,
  env: Readonly<Record<string, string>>,
  folder: string,
): Promise<void> {
  for (const { path } of home.also) await mkdir(join(folder, path), { recursive: true, mode: 0o700 });
  for (const [path, content] of Object.entries(home.files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true, mode: 0o700 });
    await writeFile(join(folder, path), content, { mode: 0o600 });
  }
  if (home.login === 'copied') await copyLogin(home, env, folder);
}
