import { app } from 'electron';
import type { Log } from '../../core/ports/log.ts';
import type { Host } from '../host/host.ts';

/** Letting go of terminals and closing a database takes well under a second; past this something hangs, and the log says so. */
const stopWithinMs = 10_000;

/**
 * Lets go of the projects before the app ends, whatever ends it (menu, SIGTERM, logging out). With tmux the panes go on.
 * The returned function tells whether the app is ending.
 */
export const quitCleanly = (host: Host, log: Log): (() => boolean) => {
  let quitting = false;
  let stopping = false;
  app.on('before-quit', () => {
    quitting = true;
  });
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (stopping) return;
    stopping = true;
    const timer = setTimeout(() => {
      log.error('the host did not stop in time', new Error('stop timed out'));
      app.exit(1);
    }, stopWithinMs);
    host
      .stop()
      .catch((error: unknown) => log.error('the host did not stop cleanly', error))
      .finally(() => {
        clearTimeout(timer);
        app.exit(0);
      });
  });
  return () => quitting;
};
