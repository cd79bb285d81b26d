import { join, relative } from 'node:path';
import { type FindParent, profileCompleter, type ReadProfile } from './complete-profiles.ts';
import { draftProfile, type ParsedProfile } from './parse-profile.ts';
import { type ProfileFile, readProfileFolder } from './read-profile-folder.ts';
import { shippedDrafts } from './shipped-profiles.ts';

export interface ProfilePlaces {
  /** Root of the project, whose `.tutti/profiles` is read; null: without one, only the person's and Tutti's are. */
  readonly project: string | null;
  /** The person's own folder; see `personProfileFolder`. */
  readonly person: string;
  /** PATH that instances are started with. */
  readonly path: string;
  /** What `${node}`, `${shell}` and `${rehearsal}` stand for. */
  readonly node: string;
  readonly shell: string;
  readonly rehearsal: string;
  /** What programs are started with. */
  readonly env: Readonly<Record<string, string>>;
}

/** The profiles of the person and of the project, as far as each can be read by itself. */
export interface ProfileFilesRead {
  readonly person: readonly ProfileFile[];
  readonly project: readonly ProfileFile[];
}

/** Where a project's own profiles are; null: without a project. */
export const projectFolder = ({ project }: ProfilePlaces): string | null =>
  project === null ? null : join(project, '.tutti', 'profiles');

export async function profileFilesIn(places: ProfilePlaces): Promise<ProfileFilesRead> {
  const person = await readProfileFolder(places.person, null, (file) => file);
  const folder = projectFolder(places);
  const root = places.project ?? '';
  const project =
    folder === null ? [] : await readProfileFolder(folder, root, (file) => relative(root, file));
  return { person, project };
}

/**
 * Completes profiles by what they extend: the person's by the person's and Tutti's alone, so that no project has a say in what
 * they run.
 */
export function completerOf({ person, project }: ProfileFilesRead): (read: ReadProfile) => ParsedProfile {
  const ofPerson = person.map(({ read }) => read);
  const ofProject = project.map(({ read }) => read);
  const find: FindParent = (child, name) => {
    const isIts = (read: ReadProfile): boolean => read.name === name;
    const ownName = name === child.name;
    return (
      (ownName ? undefined : ofPerson.find(isIts)) ??
      shippedDrafts.find(isIts) ??
      (ownName || ofPerson.includes(child) ? undefined : ofProject.find(isIts))
    );
  };
  return profileCompleter(find);
}

/** What a text would be in a file: of the project's or of the person's, as a new one of theirs where `file` is null. */
export async function examineIn(
  places: ProfilePlaces,
  text: string,
  file: string | null,
): Promise<ParsedProfile> {
  const read = draftProfile(text, file ?? '');
  const files = await profileFilesIn(places);
  const instead = (one: ProfileFile): ProfileFile => (one.file === file ? { ...one, text, read } : one);
  const isThere = [...files.person, ...files.project].some((one) => one.file === file);
  const person = files.person.map(instead);
  const complete = completerOf({
    person: isThere ? person : [...person, { file: file ?? '', text, read }],
    project: files.project.map(instead),
  });
  return complete(read);
}
