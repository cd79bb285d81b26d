import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import {
  type AppEnd,
  type AskedWindow,
  askBeforeUnload,
} from '../../../src-main/hosts/desktop/ask-before-unload.ts';

/** An app with one window, whose page holds it while it has unsaved text, as Electron goes about it. */
const openApp = () => {
  const events = new EventEmitter();
  const pages = new EventEmitter();
  const app = { text: true, open: true, loads: 1, quitting: false, unattended: false };
  const answers: ((leave: boolean) => void)[] = [];
  /** Whether the page lets go. */
  const unload = (): boolean => {
    if (!app.text) return true;
    const prevent = vi.fn();
    pages.emit('will-prevent-unload', { preventDefault: prevent });
    return prevent.mock.calls.length > 0;
  };
  const close = (): void => {
    if (!app.open) return;
    events.emit('close');
    if (unload()) app.open = false;
  };
  const reload = (): void => {
    if (!unload()) return;
    app.loads += 1;
    app.text = false;
    pages.emit('did-finish-load');
  };
  const quit = (): void => {
    app.quitting = true;
    close();
  };
  const end: AppEnd = {
    quitting: () => app.quitting,
    stayed: () => {
      app.quitting = false;
    },
    unattended: () => app.unattended,
    quit,
  };
  const on = (event: string, listener: () => void) => events.on(event, listener);
  const webContents = { on: (event: string, listener: () => void) => pages.on(event, listener), reload };
  const window = { on, close, isDestroyed: () => !app.open, webContents } as AskedWindow;
  askBeforeUnload(window, end, () => new Promise((resolve) => answers.push(resolve)));
  /** The person answers the question that stands there; there must be one and no more. */
  const answer = async (leave: boolean): Promise<void> => {
    expect(answers).toHaveLength(1);
    answers.pop()?.(leave);
    await Promise.resolve();
    await Promise.resolve();
  };
  return { app, close, reload, quit, answer, answers };
};

test('a window with unsaved text is held until the person says that it may go', async () => {
  const { app, close, answer } = openApp();
  close();
  expect(app.open).toBe(true);
  await answer(false);
  expect(app.open).toBe(true);
  close();
  await answer(true);
  expect(app.open).toBe(false);
});

test('who stays does not quit: what is closed later is no end of the app', async () => {
  const { app, quit, close, answer } = openApp();
  quit();
  expect(app).toMatchObject({ open: true, quitting: false });
  await answer(false);
  expect(app).toMatchObject({ open: true, quitting: false });
  close();
  await answer(true);
  expect(app).toMatchObject({ open: false, quitting: false });
});

test('who leaves as the app quits, quits', async () => {
  const { app, quit, answer } = openApp();
  quit();
  await answer(true);
  expect(app).toMatchObject({ open: false, quitting: true });
});

test('a page is loaded anew after a yes, and asks again with new text', async () => {
  const { app, reload, close, answer } = openApp();
  reload();
  expect(app.loads).toBe(1);
  await answer(true);
  expect(app).toMatchObject({ loads: 2, open: true });
  app.text = true;
  close();
  expect(app.open).toBe(true);
  await answer(true);
  expect(app.open).toBe(false);
});

test('to quit while the question stands there asks no second one, and is what the answer means', async () => {
  const { app, close, quit, answer } = openApp();
  close();
  quit();
  await answer(true);
  expect(app).toMatchObject({ open: false, quitting: true });
});

test('where nobody can answer, nobody is asked, even with the question there', async () => {
  const one = openApp();
  one.app.unattended = true;
  one.quit();
  expect(one.app.open).toBe(false);
  expect(one.answers).toHaveLength(0);
  const other = openApp();
  other.close();
  other.app.unattended = true;
  other.quit();
  expect(other.app.open).toBe(false);
  await other.answer(false);
  expect(other.app.open).toBe(false);
});

test('without unsaved text nobody is asked', () => {
  const { app, close, answers } = openApp();
  app.text = false;
  close();
  expect(app.open).toBe(false);
  expect(answers).toHaveLength(0);
});
