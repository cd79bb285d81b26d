/** The last write of each repository, by its common folder: every worktree of one repository shares its locks. */
const tails = new Map<string, Promise<unknown>>();

/** Runs `work` after all earlier writes to that repository, whether they succeeded or not. */
export const inTurn = <T>(commonFolder: string, work: () => Promise<T>): Promise<T> => {
  const before = tails.get(commonFolder) ?? Promise.resolve();
  const mine = before.then(work);
  // The next one waits for this one's end; how it ended is this one's caller's matter.
  const tail = mine.then(
    () => undefined,
    () => undefined,
  );
  tails.set(commonFolder, tail);
  void tail.then(() => {
    if (tails.get(commonFolder) === tail) tails.delete(commonFolder);
  });
  return mine;
};
