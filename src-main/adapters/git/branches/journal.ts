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

/** Notes of moves that this process is at. */
const underWay = new Set<string>();

/** A move that is noted. */
export interface NotedMove {
  /** All is as it should be: the note goes. */
  readonly settled: () => void;
  /** It was broken off in the middle: the note stays, for who mends it. */
  readonly broken: () => void;
}

/** Notes a move before it begins. */
export const noteMove = (stateFolder: string, move: Move): NotedMove => {
  const folder = folderOf(stateFolder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  last += 1;
  const file = join(folder, `${Date.now()}-${process.pid}-${last}.json`);
  // Whole or not at all.
  writeFileSync(`${file}.new`, JSON.stringify(move), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  underWay.add(file);
  const broken = () => void underWay.delete(file);
  return {
    broken,
    settled: () => {
      broken();
      rmSync(file, { force: true });
    },
  };
};

const parsed = (text: string): Move | null => {
  try {
    return moveSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
};

/** Moves that were begun and not ended, by a process that is no more or by this one, oldest first. */
export const unfinishedMoves = (
  stateFolder: string,
): { readonly move: Move | null; readonly forget: () => void }[] => {
  const folder = folderOf(stateFolder);
  try {
    return readdirSync(folder)
      .sort()
      .map((name) => join(folder, name))
      .filter((file) => !underWay.has(file) && !underWay.has(file.replace(/\.new$/, '')))
      .map((file) => ({
        move: file.endsWith('.json') ? parsed(readFileSync(file, 'utf8')) : null,
        forget: () => rmSync(file, { force: true }),
      }));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
};
