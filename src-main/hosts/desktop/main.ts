import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isLink } from '@contract/recording-links.ts';
import { recordingTitle } from '@contract/recordings.ts';
import { app, dialog, type Event, ipcMain, shell } from 'electron';
import { RecordingReaders } from '../../adapters/recording/reading/recording-readers.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { fileLog } from '../../adapters/system/log.ts';
import { makePrivateFolder, stateRootOf } from '../../adapters/system/state-folder.ts';
import { Host } from '../host/host.ts';
import { hostPlaces } from '../open-project/host-places.ts';
import { recentRecordings } from '../recording-file/recent-recordings.ts';
import { type MenuActions, putUpMenu, showStayInTray } from './app-menu.ts';
import { appOrigin, declareAppProtocol, serveAppProtocol } from './app-protocol.ts';
import { afterLastWindow } from './last-window.ts';
import { isOwnPage, lockDown, pageOrigin } from './lock-down.ts';
import { Opener } from './open-asked.ts';
import { openInEditor } from './open-in-editor.ts';
import { plainWords } from './plain-words.ts';
import { ProjectWindows } from './project-windows.ts';
import { quitCleanly } from './quit-cleanly.ts';
import { type Asked, askedSchema, type StartArguments, startArguments } from './start-arguments.ts';
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

/** As seen from anywhere: a path is of this start's own folder. */
const absolute = ({ what, replay }: Asked): Asked => ({
  what: what === null || isLink(what) ? what : resolve(what),
  replay,
});

// A Mac tells what is to be opened as an event, which may come before the app is ready.
const early: Asked[] = [];
let openLater = (asked: Asked): void => void early.push(asked);
const hear = (said: Event, what: string): void => {
  said.preventDefault();
  openLater({ what, replay: null });
};
app.on('open-file', hear);
app.on('open-url', hear);

// A second one hands on what it was asked for to the first, and ends.
if (!app.requestSingleInstanceLock(absolute(given.asked))) app.exit(0);
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
    files: { chooseTarget: askForTarget, reveal: (path) => shell.showItemInFolder(path) },
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
  const readers = new RecordingReaders({ workerUrl: places.recordingReaderWorker, log });
  const recent = recentRecordings(process.env, log);
  const opener = new Opener({
    ...{ windows, readers, recent, env: process.env, version: places.version },
    projects: () => host.recent.list().map(({ root }) => root),
    opened: (file) => {
      app.addRecentDocument(file);
      putUpMenu(menu);
    },
  });
  const show = (asked: Asked): void => {
    tray.hide();
    opener.open(asked).catch((error: unknown) => log.error('what was asked for could not be shown', error));
  };
  const open = (what: string | null): void => show({ what, replay: null });

  ipcMain.on('tutti-ready', (event) => {
    if (isOwnPage(event, own)) windows.connect(event.sender.id);
    else log.warn('a page that is not ours asked for a port', { url: event.senderFrame?.url });
  });
  ipcMain.on('tutti-open-recording', (event, path: unknown) => {
    // The preload alone sends it, with the path of a file that the person has dropped.
    if (isOwnPage(event, own) && typeof path === 'string' && path !== '') open(path);
  });
  app.on('second-instance', (_event, _words, _folder, data) => {
    const asked = askedSchema.safeParse(data);
    show(asked.success ? asked.data : { what: null, replay: null });
  });
  app.on('activate', () => open(null));
  // Without a listener Electron quits; whether to is asked in `lastClosed`.
  app.on('window-all-closed', () => {});
  const menu: MenuActions = {
    newWindow: () => windows.welcome(),
    openRepository: () => void askForFolder().then((folder) => folder !== null && open(folder)),
    openRecording: () => void askForRecording().then((file) => file !== null && open(file)),
    recent: () =>
      recent.list().map((one) => ({ label: plainWords(recordingTitle(one)), open: () => open(one.file) })),
    stayInTray: () => state.stayInTray,
    setStayInTray: (stayInTray) => save({ ...state, stayInTray, toldOfTray: true }),
  };
  putUpMenu(menu);
  // Of an app that is installed; a checkout is made the system's own by `tutti open --register`.
  if (app.isPackaged) app.setAsDefaultProtocolClient('tutti');
  openLater = show;
  const first = early.splice(0);
  if (first.length === 0 || args.asked.what !== null) show(absolute(args.asked));
  for (const asked of first) show(asked);
};

const askForRecording = async (): Promise<string | null> => {
  const { canceled, filePaths } = await dialog.showOpenDialog({
    title: 'Open a recording',
    properties: ['openFile'],
    filters: [
      { name: 'Recordings', extensions: ['tutti'] },
      { name: 'All files', extensions: ['*'] },
    ],
  });
  return canceled ? null : (filePaths[0] ?? null);
};

const askForTarget = async (name: string): Promise<string | null> => {
  const { canceled, filePath } = await dialog.showSaveDialog({ title: 'Export', defaultPath: name });
  return canceled || filePath === '' ? null : filePath;
};

const askForFolder = async (): Promise<string | null> => {
  const { canceled, filePaths } = await dialog.showOpenDialog({
    title: 'Open a repository',
    properties: ['openDirectory'],
  });
  return canceled ? null : (filePaths[0] ?? null);
};
