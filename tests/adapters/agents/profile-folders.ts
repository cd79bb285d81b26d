import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createProfileFiles } from '../../../src-main/adapters/agents/profile-files.ts';
import { createProfiles } from '../../../src-main/adapters/agents/profiles.ts';
import type { ProfileFiles } from '../../../src-main/core/ports/profile-files.ts';
import type { Profiles } from '../../../src-main/core/ports/profiles.ts';

export interface ProfileFolders {
  readonly base: string;
  readonly project: string;
  readonly person: string;
  readonly profiles: Profiles;
  readonly files: ProfileFiles;
  inProject(name: string, text: string): string;
  byPerson(name: string, text: string): string;
  remove(): void;
}

/** A project and a person's configuration in a temporary folder, and the profiles found in them. */
export function profileFolders(
  path = process.env.PATH ?? '',
  env: Readonly<Record<string, string>> = {},
): ProfileFolders {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'tutti-profiles-')));
  const project = join(base, 'a project');
  const person = join(base, 'config', 'tutti', 'profiles');
  const places = {
    project,
    person,
    path,
    node: process.execPath,
    shell: '/bin/sh',
    rehearsal: '/rehearsal.js',
    env: { PATH: path, ...env },
  };
  const put = (file: string, text: string): string => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  };
  mkdirSync(project, { recursive: true });
  return {
    base,
    project,
    person,
    profiles: createProfiles(places),
    files: createProfileFiles(places),
    inProject: (name, text) => put(join(project, '.tutti', 'profiles', name), text),
    byPerson: (name, text) => put(join(person, name), text),
    remove: () => rmSync(base, { recursive: true, force: true }),
  };
}
