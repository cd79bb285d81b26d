import { app, dialog } from 'electron';
import type { Log } from '../../core/ports/log.ts';

/** A mistake of ours is logged and told once at a time; the windows and what runs in them live on. */
export const surviveExceptions = (log: Log): void => {
  let telling = false;
  const report = (what: string, error: unknown): void => {
    log.error(what, error);
    if (telling || !app.isReady()) return;
    telling = true;
    const detail = `${error instanceof Error ? error.message : String(error)}\n\nThe log has the details. Agents go on.`;
    void dialog
      .showMessageBox({ type: 'error', message: 'Something in Tutti went wrong.', detail })
      .finally(() => {
        telling = false;
      });
  };
  process.on('uncaughtException', (error) => report('an exception was not caught', error));
  process.on('unhandledRejection', (reason) => report('a rejection was not handled', reason));
};
