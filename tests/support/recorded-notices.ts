import type { ElectronApplication } from 'playwright';

export type RecordedNotice = { readonly title: string; readonly body: string; readonly open: boolean };

/** Puts a recorder in the place of the desktop's notifications, and of the focus, which a virtual display has none of. */
export const recordNotices = async (app: ElectronApplication) => {
  await app.evaluate(({ Notification, BrowserWindow }) => {
    type Shown = Electron.Notification & { tuttiOpen?: boolean };
    const shown: Shown[] = [];
    const there = { shown, focused: false };
    Object.assign(globalThis, { tuttiNotices: there });
    Object.assign(Notification, { isSupported: () => true });
    Object.assign(Notification.prototype, {
      show(this: Shown) {
        this.tuttiOpen = true;
        shown.push(this);
      },
      close(this: Shown) {
        this.tuttiOpen = false;
      },
    });
    Object.assign(BrowserWindow.prototype, { isFocused: () => there.focused });
  });
  return {
    all: (): Promise<RecordedNotice[]> =>
      app.evaluate(() => {
        const { tuttiNotices } = globalThis as unknown as {
          tuttiNotices: { shown: { title: string; body: string; tuttiOpen?: boolean }[] };
        };
        return tuttiNotices.shown.map(({ title, body, tuttiOpen }) => ({
          title,
          body,
          open: tuttiOpen === true,
        }));
      }),
    /** As the person's click on one of them, counted from 0. */
    click: (at: number): Promise<void> =>
      app.evaluate((_electron, at) => {
        const { tuttiNotices } = globalThis as unknown as {
          tuttiNotices: { shown: { emit(name: string): void }[] };
        };
        tuttiNotices.shown[at]?.emit('click');
      }, at),
    /** The person has the app's windows before them, or not. */
    focus: (focused: boolean): Promise<void> =>
      app.evaluate(({ BrowserWindow }, focused) => {
        const { tuttiNotices } = globalThis as unknown as { tuttiNotices: { focused: boolean } };
        tuttiNotices.focused = focused;
        for (const window of BrowserWindow.getAllWindows()) window.emit(focused ? 'focus' : 'blur');
      }, focused),
    titles: (): Promise<string[]> =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.getTitle())),
  };
};
