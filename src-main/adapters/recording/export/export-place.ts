import { randomBytes } from 'node:crypto';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fail, ok, type Result } from '@contract/result.ts';
import { exportFailure } from './make-export.ts';

const partName = /^\..+\.tutti-part-[0-9a-f]{16}$/;

/** A folder for what is on its way to its place, on the same disk, and nobody else's. */
export interface ExportPlace {
  readonly folder: string;
  /** Whatever is in it goes. */
  remove(): Promise<void>;
}

const alreadyThere = (output: string): Result<never> =>
  fail('wrong_state', `${output} is there already.`, 'Name another file, or replace it (--force).', {
    field: 'output',
  });

/** Whether something may be put there. */
export const mayPut = (output: string, force: boolean): Result<void> => {
  const parent = statSync(dirname(output), { throwIfNoEntry: false });
  if (parent?.isDirectory() !== true)
    return fail(
      'bad_input',
      `There is no folder ${dirname(output)}.`,
      'Name a file in a folder that is there.',
      { field: 'output' },
    );
  const there = statSync(output, { throwIfNoEntry: false });
  if (there === undefined) return ok(undefined);
  if (!force) return alreadyThere(output);
  if (!there.isFile())
    return fail('bad_input', `${output} is a folder, which is never replaced.`, 'Name another one.', {
      field: 'output',
    });
  return ok(undefined);
};

/** Puts what is whole in its place: at once, and over nothing that has come there meanwhile. */
export const put = (made: string, isFolder: boolean, output: string, force: boolean): Result<void> => {
  try {
    if (isFolder) {
      if (existsSync(output)) return alreadyThere(output);
      renameSync(made, output);
    } else if (force) renameSync(made, output);
    else {
      // Unlike a change of name it never replaces anything.
      linkSync(made, output);
      unlinkSync(made);
    }
    return ok(undefined);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return alreadyThere(output);
    return (
      exportFailure(error) ?? fail('internal', String(error), 'Try another folder.', { field: 'output' })
    );
  }
};

/**
 * Where exports are made. What a killed host has left is removed: those elsewhere are known by a trail, written before they are begun.
 */
export class ExportPlaces {
  readonly #trails: string;

  /** `trails`: a folder of its own. */
  constructor(trails: string) {
    this.#trails = trails;
  }

  /** Removes what is left of exports that nobody makes any more. Call before the first is begun. */
  async tidy(): Promise<void> {
    if (!existsSync(this.#trails)) return;
    for (const name of readdirSync(this.#trails)) {
      const path = join(this.#trails, name);
      if (name.endsWith('.trail')) {
        const part = readFileSync(path, 'utf8');
        if (partName.test(basename(part))) await rm(part, { recursive: true, force: true });
      }
      await rm(path, { recursive: true, force: true });
    }
  }

  /** `output` null: nowhere but here. Throws the file system's errors. */
  begin(output: string | null): ExportPlace {
    mkdirSync(this.#trails, { recursive: true, mode: 0o700 });
    const mark = randomBytes(8).toString('hex');
    const folder =
      output === null
        ? join(this.#trails, mark)
        : join(dirname(output), `.${basename(output).slice(0, 80)}.tutti-part-${mark}`);
    const trail = join(this.#trails, `${mark}.trail`);
    if (output !== null) writeFileSync(trail, folder, { mode: 0o600 });
    try {
      mkdirSync(folder, { mode: 0o700 });
    } catch (error) {
      unlinkIfThere(trail);
      throw error;
    }
    return {
      folder,
      remove: async () => {
        await rm(folder, { recursive: true, force: true });
        await rm(trail, { force: true });
      },
    };
  }
}

const unlinkIfThere = (file: string): void => {
  if (existsSync(file)) unlinkSync(file);
};
