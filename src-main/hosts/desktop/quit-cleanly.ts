import { app, powerMonitor } from 'electron';
import type { Log } from '../../core/ports/log.ts';
import type { Host } from '../host/host.ts';
import type { AppEnd } from './ask-before-unload.ts';

/** Letting go of terminals and closing a database takes well under a second; past this something hangs, and the log says so. */
const stopWithinMs = 10_000;

/**
 * Lets go of the projects before the app ends, whatever ends it (menu, SIGTERM, logging out). With tmux the panes go on.
 * The answer tells whether it is ending, and whether there is anyone who could be asked.
 */
export const quitCleanly = (host: Host, log: Log): AppEnd => {
  let quitting = false;
  let unattended = false;
  let stopping = false;
  app.on('before-quit', () => {
    quitting = true;
  });
  const endUnasked = (): void => {
    unattended = true;
    app.quit();
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, endUnasked);
  powerMonitor.on('shutdown', endUnasked);
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
  return {
    quitting: () => quitting,
    stayed: () => {
      quitting = false;
    },
    unattended: () => unattended,
    quit: () => app.quit(),
  };
};
