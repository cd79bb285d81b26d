import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { app, dialog, ipcMain, shell } from 'electron';
import { systemClock } from '../../adapters/system/clock.ts';
import { fileLog } from '../../adapters/system/log.ts';
import { makePrivateFolder, stateRootOf } from '../../adapters/system/state-folder.ts';
import { Host } from '../host/host.ts';
import { hostPlaces } from '../open-project/host-places.ts';
import { putUpMenu, showStayInTray } from './app-menu.ts';
import { appOrigin, declareAppProtocol, serveAppProtocol } from './app-protocol.ts';
import { afterLastWindow } from './last-window.ts';
import { isOwnPage, lockDown, pageOrigin } from './lock-down.ts';
import { openInEditor } from './open-in-editor.ts';
import { ProjectWindows } from './project-windows.ts';
import { quitCleanly } from './quit-cleanly.ts';
import { type StartArguments, startArguments } from './start-arguments.ts';
import { startOrTell } from './start-or-tell.ts';
import { surviveExceptions } from './survive-exceptions.ts';
import { systemNotices } from './system-notices.ts';
import { createTray } from './tray.ts';
import { AttentionWatch } from './watch-attention.ts';
import { type DesktopState, readDesktopState, writeDesktopState } from './window-state.ts';

// In development the first word is the app's own folder.
const given = startArguments(process.argv.slice(1), !app.isPackaged);
app.setName('Tutti');
if (given.userData !== null) app.setPath('userData', resolve(given.userData));
declareAppProtocol();

const folderOf = ({ folder }: StartArguments): string | null => (folder === null ? null : resolve(folder));

// A second one hands its folder to the first, and ends.
if (!app.requestSingleInstanceLock({ folder: folderOf(given) })) app.exit(0);
else void app.whenReady().then(() => startOrTell(() => start(given)));

const start = async (args: StartArguments): Promise<void> => {
  const places = hostPlaces();
  const log = fileLog(join(makePrivateFolder(stateRootOf(process.env)), 'desktop.log'));
  surviveExceptions(log);
  const own = pageOrigin(process.env);
  lockDown(own);
  await serveAppProtocol(places.pages);

  const stateFile = join(app.getPath('userData'), 'desktop.json');
  mkdirSync(app.getPath('userData'), { recursive: true });
  let state = readDesktopState(stateFile);
  const keep = (next: DesktopState): void => {
    writeDesktopState(stateFile, next);
    state = next;
    showStayInTray(next.stayInTray);
  };
  const save = (next: DesktopState): void => {
    try {
      keep(next);
    } catch (error) {
      state = next;
      log.warn('the window’s place was not kept', { reason: String(error) });
    }
  };

  const notices = systemNotices(log);
  const counts = new Map<string, number>();
  const attention = new AttentionWatch({
    clock: systemClock,
    log,
    notices,
    isFocused: (root) => windows.hasFocus(root),
    show: (root, key) => {
      tray.hide();
      windows
        .showAttention(root, key)
        .catch((error: unknown) => log.error('what needs the person could not be shown', error));
    },
    count: (root, count) => {
      counts.set(root, count);
      windows.setCount(root, count);
      const all = [...counts.values()].reduce((sum, one) => sum + one, 0);
      notices.badge(all);
      tray.count(all);
    },
  });
  const host = new Host({
    kind: 'desktop',
    env: process.env,
    terminals: args.terminals,
    places,
    log,
    askForFolder,
    watch: (project) => attention.watch(project),
    preferences: {
      get: () => ({ stayInTray: state.stayInTray, editor: state.editor }),
      set: ({ stayInTray, editor }) => keep({ ...state, stayInTray, editor, toldOfTray: true }),
    },
    openInEditor: openInEditor({ env: process.env, shell, editor: () => state.editor }),
  });
  const tray = createTray({ open: () => void windows.show(null), quit: () => app.quit() });
  const end = quitCleanly(host, log);
  const windows = new ProjectWindows({
    host,
    end,
    preload: places.preload,
    page: own === appOrigin ? `${appOrigin}/` : `${own}/`,
    bounds: () => state.window,
    focusChanged: () => attention.focusChanged(),
    remember: (window) => save({ ...state, window }),
    lastClosed: () => {
      if (end.quitting()) return;
      const hasWindow = (): boolean => windows.count > 0;
      afterLastWindow({ host, tray, state, hasWindow, save }).catch((error: unknown) => {
        log.error('the last window’s closing failed', error);
        app.quit();
      });
    },
  });
  const show = (folder: string | null): void => {
    tray.hide();
    windows.show(folder).catch((error: unknown) => log.error('a project could not be shown', error));
  };

  ipcMain.on('tutti-ready', (event) => {
    if (isOwnPage(event, own)) windows.connect(event.sender.id);
    else log.warn('a page that is not ours asked for a port', { url: event.senderFrame?.url });
  });
  app.on('second-instance', (_event, _words, _folder, data) => {
    const asked = (data as { folder?: unknown } | null)?.folder;
    show(typeof asked === 'string' ? asked : null);
  });
  app.on('activate', () => show(null));
  // Without a listener Electron quits; whether to is asked in `lastClosed`.
  app.on('window-all-closed', () => {});
  putUpMenu({
    newWindow: () => windows.welcome(),
    openRepository: () => void askForFolder().then((folder) => folder !== null && show(folder)),
    stayInTray: () => state.stayInTray,
    setStayInTray: (stayInTray) => save({ ...state, stayInTray, toldOfTray: true }),
  });
  show(folderOf(args));
};

const askForFolder = async (): Promise<string | null> => {
  const { canceled, filePaths } = await dialog.showOpenDialog({
    title: 'Open a repository',
    properties: ['openDirectory'],
  });
  return canceled ? null : (filePaths[0] ?? null);
};
