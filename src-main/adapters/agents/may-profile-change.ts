import { mistakeWords, type ProfileRead, profileTextLimit } from '@contract/profile-sources.ts';
import { fail, ok, type Result, type TuttiError } from '@contract/result.ts';
import { examineIn, type ProfilePlaces } from './profile-places.ts';
import type { Known } from './profiles.ts';

/**
 * The text itself, before anything is written: what it is called, or why it can't be kept. `file`: what it is to replace; null: it
 * becomes one of the person's own.
 */
export async function checkText(
  places: ProfilePlaces,
  text: string,
  file: string | null,
): Promise<Result<string>> {
  if (Buffer.byteLength(text) > profileTextLimit)
    return fail('profile_invalid', `It is larger than ${profileTextLimit / 1024} KB.`, 'Put less into it.');
  const { name, profile, mistakes } = await examineIn(places, text, file);
  if (profile !== null) return ok(name);
  const [first] = mistakes;
  return fail(
    'profile_invalid',
    first === undefined ? 'It is no profile.' : mistakeWords(first),
    `Correct ${mistakes.length === 1 ? 'it' : 'them'} and save again; nothing was written.`,
    {
      ...(mistakes.length > 1 ? { details: mistakes.map(mistakeWords).join('\n') } : {}),
      ...(first?.field ? { field: first.field } : {}),
    },
  );
}

/** One of the person's own may take the name of what comes with Tutti, and stands in its place then; no other's. */
export function checkName(all: readonly Known[], name: string, self: Known | null): Result<void> {
  if (self?.name === name) return ok(undefined);
  const other = all.find((known) => known.name === name && known.file !== self?.file);
  if (!other || (other.source === 'tutti' && self?.source !== 'project')) return ok(undefined);
  const whose = other.file === null ? 'comes with Tutti' : `is in ${other.file}`;
  return fail(
    'bad_input',
    `${name} is the name of another profile already, which ${whose}.`,
    'Choose another name.',
    {
      field: 'name',
    },
  );
}

export const changedMeanwhile = (file: string): Result<never> =>
  fail(
    'wrong_state',
    `${file} has changed since it was read, or is gone; nothing was written.`,
    'Read it again, and decide which of the two is to stay.',
    { field: 'replaces' },
  );

/** The profile that is to be changed, as far as it may be. */
export function whatIsThere(all: readonly Known[], read: ProfileRead, trusted: boolean): Result<Known> {
  const known = all.find(({ file }) => file === read.file);
  if (!known) return changedMeanwhile(read.file);
  if (known.source === 'project' && !trusted)
    return fail(
      'not_trusted',
      `${read.file} is the project's own, and the project is not trusted yet.`,
      'Read it, then trust the project with `tutti trust` or in the window.',
    );
  return ok(known);
}

/** What comes with Tutti has no mistake: it is the name that can't be one. */
export const badName = (name: string, { message }: TuttiError): Result<never> =>
  fail('bad_input', `“${name}” can't be a profile's name: ${message}`, 'Choose another name.', {
    field: 'to',
  });
