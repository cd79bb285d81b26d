import { app, dialog } from 'electron';
import { stateRootOf } from '../../adapters/system/state-folder.ts';

/** What the file system says where a folder can't be made or written. */
const unwritable = new Set(['EACCES', 'EROFS', 'EPERM', 'ENOTDIR', 'ENOENT', 'ENOSPC', 'EDQUOT']);

const adviceFor = (error: unknown): string => {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const root = stateRootOf(process.env);
  return unwritable.has(code)
    ? `Make ${root} writable (and see that its disk has room), or set TUTTI_STATE_DIR to a folder that is.`
    : 'Start it again. If it stays so, report it with these words.';
};

/** Starts the app. What keeps it from starting is told in a dialog and on stderr: without it there would be no window and no word. */
export const startOrTell = async (start: () => Promise<void>): Promise<void> => {
  try {
    await start();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const advice = adviceFor(error);
    process.stderr.write(`Tutti can't start: ${why}\n${advice}\n`);
    dialog.showErrorBox('Tutti can’t start', `${why}\n\n${advice}`);
    app.exit(1);
  }
};
