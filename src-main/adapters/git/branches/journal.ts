import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Files of a worktree that are being moved from one commit to another, with the branch. */
const moveSchema = z.object({
  worktree: z.string(),
  gitFolder: z.string(),
  branch: z.string(),
  from: z.string(),
  to: z.string(),
});
export type Move = z.infer<typeof moveSchema>;

const folderOf = (stateFolder: string): string => join(stateFolder, 'moving-worktrees');

let last = 0;

/** Notes a move before it begins; what it gives takes the note away, when all is as it should be. */
export const noteMove = (stateFolder: string, move: Move): (() => void) => {
  const folder = folderOf(stateFolder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  last += 1;
  const file = join(folder, `${Date.now()}-${process.pid}-${last}.json`);
  // Whole or not at all.
  writeFileSync(`${file}.new`, JSON.stringify(move), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return () => rmSync(file, { force: true });
};

const parsed = (text: string): Move | null => {
  try {
    return moveSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
};

/** Moves that were begun and not ended, oldest first. */
export const unfinishedMoves = (
  stateFolder: string,
): { readonly move: Move | null; readonly forget: () => void }[] => {
  const folder = folderOf(stateFolder);
  try {
    return readdirSync(folder)
      .sort()
      .map((name) => join(folder, name))
      .map((file) => ({
        move: file.endsWith('.json') ? parsed(readFileSync(file, 'utf8')) : null,
        forget: () => rmSync(file, { force: true }),
      }));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
};
