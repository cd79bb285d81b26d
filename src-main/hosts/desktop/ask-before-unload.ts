/** What of a window is needed to ask: Electron's BrowserWindow is one. */
export interface AskedWindow {
  on(event: 'close', listener: () => void): unknown;
  close(): void;
  isDestroyed(): boolean;
  readonly webContents: {
    on(event: 'will-prevent-unload', listener: (event: { preventDefault(): void }) => void): unknown;
    on(event: 'did-finish-load', listener: () => void): unknown;
    reload(): void;
  };
}

/** The app's end, as it is under way. */
export interface AppEnd {
  /** Whether all windows are being closed since the app ends. */
  quitting(): boolean;
  /** A window stays open: the app does not end. */
  stayed(): void;
  /** Whether it ends without anyone there who could answer: a signal, a shutdown. */
  unattended(): boolean;
  quit(): void;
}

/**
 * A page that would lose unsaved text holds its window open, without a word. Here the person is asked, and what was meant (to close,
 * to quit, to load anew) is done again after a yes. The page is held meanwhile instead of the whole process, in which the agents'
 * host lives: so the answer may take its time. `ask` answers whether to leave.
 */
export const askBeforeUnload = (window: AskedWindow, end: AppEnd, ask: () => Promise<boolean>): void => {
  let closing = false;
  let leaving = false;
  let meant: (() => void) | null = null;
  const question = async (): Promise<void> => {
    const leaves = await ask().catch((error: unknown) => {
      meant = null;
      throw error;
    });
    const doAgain = meant;
    meant = null;
    if (!leaves || window.isDestroyed()) return;
    leaving = true;
    doAgain?.();
  };
  window.on('close', () => {
    closing = true;
  });
  window.webContents.on('did-finish-load', () => {
    leaving = false;
  });
  window.webContents.on('will-prevent-unload', (event) => {
    if (leaving || end.unattended()) {
      event.preventDefault(); // Of the page's wish to stay.
      return;
    }
    const isAsked = meant !== null;
    if (end.quitting()) meant = () => end.quit();
    else meant = closing ? () => window.close() : () => window.webContents.reload();
    closing = false;
    end.stayed();
    if (!isAsked) void question();
  });
};
