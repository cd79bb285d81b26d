import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fail, ok, type Result } from '@contract/result.ts';
import { addJson } from './add-json.ts';
import { excludeFile } from './exclude-file.ts';
import { placeInWorktree } from './place-in-worktree.ts';
import type { Git } from './run-git.ts';

const begin = '<!-- tutti: begin -->';
const end = '<!-- tutti: end -->';

/** Written under another name and renamed: a program that reads it meanwhile sees the old or the new text. */
const writeWhole = (file: string, text: string): void => {
  const fresh = `${file}.tutti-${process.pid}`;
  writeFileSync(fresh, text);
  renameSync(fresh, file);
};

/** The project's own text with Tutti's behind it, in a block that a later call replaces. */
export const withBlock = (own: string, text: string): string => {
  const from = own.indexOf(begin);
  const to = own.indexOf(end, from);
  const block = `${begin}\n${text}\n${end}`;
  if (from >= 0 && to >= 0) return own.slice(0, from) + block + own.slice(to + end.length);
  return `${own}${own === '' || own.endsWith('\n') ? '' : '\n'}\n${block}\n`;
};

const isTracked = async (git: Git, file: string): Promise<Result<boolean>> => {
  const listed = await git(['--literal-pathspecs', 'ls-files', '-z', '--', file]);
  return listed.ok ? ok(listed.value.stdout !== '') : listed;
};

/** What is there, with Tutti's text in it. */
const added = (place: { relative: string; absolute: string }, text: string): string => {
  const own = readFileSync(place.absolute, 'utf8');
  return place.relative.endsWith('.json') ? addJson(own, text) : withBlock(own, text);
};

/** A file that the project itself has: added to, and hidden from this worktree's status and commits by its index. */
const addToTracked = async (git: Git, place: { relative: string; absolute: string }, text: string) => {
  writeWhole(place.absolute, added(place, text));
  return git(['update-index', '--skip-worktree', '--', place.relative], { writes: true });
};

/**
 * Writes a file into a worktree and keeps it out of `git status` and commits. Where the project tracks a file of that name,
 * its text stays and Tutti's is put behind it, or into it where it is JSON. Errors: `bad_input` (leads out of the worktree, is
 * no JSON), `git_failed`.
 */
export const writeUntracked = async (
  git: Git,
  spec: {
    readonly worktree: string;
    readonly commonFolder: string;
    readonly file: string;
    readonly text: string;
  },
): Promise<Result<void>> => {
  try {
    const place = placeInWorktree(spec.worktree, spec.file);
    if (!place.ok) return place;
    const tracked = await isTracked(git, place.value.relative);
    if (!tracked.ok) return tracked;
    if (tracked.value) {
      const added = await addToTracked(git, place.value, spec.text);
      return added.ok ? ok(undefined) : added;
    }
    // First out of sight, then there: a commit of everything in between must not catch it.
    excludeFile(spec.commonFolder, place.value.relative);
    const { relative, absolute } = place.value;
    // Settings that a person keeps out of git are the person's all the same.
    const merges = relative.endsWith('.json') && existsSync(absolute);
    writeWhole(absolute, merges ? added(place.value, spec.text) : spec.text);
    return ok(undefined);
  } catch (error) {
    if (error instanceof SyntaxError)
      return fail(
        'bad_input',
        `${spec.file} is no plain JSON: ${error.message}`,
        'Correct it, or take out its comments.',
      );
    if (!(error instanceof Error && 'code' in error)) throw error;
    return fail(
      'git_failed',
      `${spec.file} could not be written: ${error.message}`,
      'Check the disk and its rights.',
    );
  }
};
