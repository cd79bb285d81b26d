import { createHash } from 'node:crypto';
import { realpath, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  CopyProfile,
  ProfileChoice,
  ProfileRead,
  ProfileSource,
  SaveProfile,
} from '@contract/profile-sources.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { ProfileFiles } from '../../core/ports/profile-files.ts';
import { createWhole, replaceWhole } from '../system/write-whole.ts';
import { badName, changedMeanwhile, checkName, checkText, whatIsThere } from './may-profile-change.ts';
import { examineIn, type ProfilePlaces } from './profile-places.ts';
import { entryOf, type Known, knownProfiles } from './profiles.ts';
import { boundedText } from './read-profile-folder.ts';
import { renamed } from './rename-profile.ts';
import { notWritten } from './say-why-not-written.ts';

/** One change at a time in this process: a look at what is there and the write after it belong together. */
let changes: Promise<unknown> = Promise.resolve();

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = changes.then(work, work);
  changes = mine.catch(() => undefined);
  return mine;
}

export function createProfileFiles(places: ProfilePlaces): ProfileFiles {
  return {
    source: (choice, trusted) => readSource(places, choice, trusted),
    examine: async ({ text, file }) => {
      const { mistakes, inherited } = await examineIn(places, text, file ?? null);
      return { mistakes: [...mistakes], inherited };
    },
    save: (input, trusted) => inTurn(() => save(places, input, trusted)),
    copy: (input, trusted) => inTurn(() => copy(places, input, trusted)),
    remove: (read, trusted) => inTurn(() => remove(places, read, trusted)),
  };
}

const versionOf = (text: string): string => createHash('sha256').update(text).digest('hex');

async function choose(
  places: ProfilePlaces,
  choice: ProfileChoice,
  trusted: boolean,
): Promise<Result<Known>> {
  const all = await knownProfiles(places, trusted);
  const known = all.find(
    ({ name, file }) => name === choice.name && (choice.file === undefined || choice.file === file),
  );
  if (known) return ok(known);
  const names = all.map(({ name }) => name).join(', ');
  return fail(
    'profile_unknown',
    `no profile is named ${choice.name}; there are ${names}`,
    'Name one of these.',
    {
      field: 'name',
    },
  );
}

async function readSource(
  places: ProfilePlaces,
  choice: ProfileChoice,
  trusted: boolean,
): Promise<Result<ProfileSource>> {
  const chosen = await choose(places, choice, trusted);
  return chosen.ok ? sourceOf(chosen.value, places, trusted) : chosen;
}

function sourceOf(known: Known, places: ProfilePlaces, trusted: boolean): Result<ProfileSource> {
  const { text } = known;
  if (text === null)
    return fail(
      'profile_invalid',
      known.problem?.text ?? `${known.name} can't be read`,
      'Look at the file itself.',
    );
  const { name, title, source, file, scripted, found, problem } = entryOf(known, places);
  const { mistakes, profile, inherited } = known;
  return ok({
    ...{ name, title, source, file, scripted, found, problem, text },
    version: versionOf(text),
    editable: source === 'person' || (source === 'project' && trusted),
    mistakes: [...mistakes],
    inherited,
    dialogs: (profile?.signs.dialogs ?? []).map((dialog) => ({ name: dialog.name, text: dialog.text })),
  });
}

async function save(
  places: ProfilePlaces,
  input: SaveProfile,
  trusted: boolean,
): Promise<Result<ProfileSource>> {
  const name = await checkText(places, input.text, input.replaces?.file ?? null);
  if (!name.ok) return name;
  const all = await knownProfiles(places, trusted);
  if (input.replaces === undefined) return create(places, all, name.value, input.text, trusted);
  const target = whatIsThere(all, input.replaces, trusted);
  if (!target.ok) return target;
  const free = checkName(all, name.value, target.value);
  if (!free.ok) return free;
  const put = await replaceAsRead(places, target.value, input.replaces, input.text);
  return put.ok ? readSource(places, { name: name.value, file: input.replaces.file }, trusted) : put;
}

async function create(
  places: ProfilePlaces,
  all: readonly Known[],
  name: string,
  text: string,
  trusted: boolean,
): Promise<Result<ProfileSource>> {
  const free = checkName(all, name, null);
  if (!free.ok) return free;
  // A file of that name may be there with another profile in it.
  for (let at = 1; ; at += 1) {
    const file = join(places.person, at === 1 ? `${name}.yaml` : `${name}-${at}.yaml`);
    try {
      if (await createWhole(file, text)) return readSource(places, { name, file }, trusted);
    } catch (error) {
      return notWritten(file, error);
    }
  }
}

/** Looks at the file once more straight before it is replaced. A link is followed: what it leads to is the file. */
async function replaceAsRead(
  places: ProfilePlaces,
  known: Known,
  read: ProfileRead,
  text: string,
): Promise<Result<void>> {
  const same = await isAsRead(places, known, read);
  if (!same) return changedMeanwhile(read.file);
  try {
    const real = await realpath(read.file);
    const { mode } = await stat(real);
    await replaceWhole(real, text, mode & 0o777);
    return ok(undefined);
  } catch (error) {
    return notWritten(read.file, error);
  }
}

async function isAsRead(places: ProfilePlaces, known: Known, read: ProfileRead): Promise<boolean> {
  const now = await boundedText(read.file, known.source === 'project' ? places.project : null);
  return now.ok && versionOf(now.value) === read.version;
}

async function copy(
  places: ProfilePlaces,
  input: CopyProfile,
  trusted: boolean,
): Promise<Result<ProfileSource>> {
  const chosen = await choose(places, input, trusted);
  if (!chosen.ok) return chosen;
  const { text, problem, source, name } = chosen.value;
  if (problem?.code === 'not_trusted')
    return fail(
      'not_trusted',
      `${name} is the project's own, and the project is not trusted yet.`,
      'Read it, then trust the project with `tutti trust` or in the window.',
    );
  const all = await knownProfiles(places, trusted);
  // A copy that took its place would be no copy.
  if (all.some((known) => known.name === input.to))
    return fail('bad_input', `${input.to} is the name of another profile already.`, 'Choose another name.', {
      field: 'to',
    });
  if (text === null)
    return fail('profile_invalid', problem?.text ?? `${name} can't be read`, 'Look at its file.');
  const made = renamed(text, input.to, input.title);
  const checked = await checkText(places, made, null);
  if (!checked.ok) return source === 'tutti' ? badName(input.to, checked.error) : checked;
  return create(places, all, input.to, made, trusted);
}

async function remove(places: ProfilePlaces, read: ProfileRead, trusted: boolean): Promise<Result<void>> {
  const known = whatIsThere(await knownProfiles(places, trusted), read, true);
  if (!known.ok) return known;
  if (known.value.source !== 'person')
    return fail('refused', `${read.file} is the project's own.`, 'Delete it in the repository, with git.');
  if (!(await isAsRead(places, known.value, read))) return changedMeanwhile(read.file);
  try {
    await unlink(read.file);
    return ok(undefined);
  } catch (error) {
    return notWritten(read.file, error);
  }
}
