import { basename } from 'node:path';
import { windowTitle } from '@contract/attention-entries.ts';
import type { RecordingMoment } from '@contract/recording-links.ts';
import { recordingTitle } from '@contract/recordings.ts';
import type { TuttiError } from '@contract/result.ts';
import { BrowserWindow, dialog, nativeImage, screen } from 'electron';
import type { Log } from '../../core/ports/log.ts';
import type { Host } from '../host/host.ts';
import type { HostRooms } from '../host/host-rooms.ts';
import type { OpenedRecordingFile } from '../recording-file/open-recording-file.ts';
import { appIcon } from './app-icon.ts';
import { type AppEnd, askBeforeUnload } from './ask-before-unload.ts';
import { plainWords } from './plain-words.ts';
import { servePort } from './serve-port.ts';
import { isReachable, type WindowBounds } from './window-state.ts';

interface ProjectWindow {
  readonly window: BrowserWindow;
  readonly entered: HostRooms;
  /** The file that it shows, and nothing else; null: it is a project's. */
  readonly recording: OpenedRecordingFile | null;
  /** Ends the connection of the page that is loaded. */
  hangUp: () => void;
}

export interface WindowsSetup {
  readonly host: Host;
  readonly preload: string;
  /** Address of the pages. */
  readonly page: string;
  /** How the app ends: a window with unsaved text may keep it from that. */
  readonly end: AppEnd;
  bounds(): WindowBounds | null;
  remember(bounds: WindowBounds): void;
  /** A window has got the focus or lost it. */
  focusChanged(): void;
  /** The last window was closed. */
  lastClosed(): void;
}

const person = { kind: 'person', door: 'window', readOnly: false } as const;

/** The app's windows: one a project, and the Welcome page when there is none. */
export class ProjectWindows {
  private readonly windows = new Map<number, ProjectWindow>();
  /** How many things wait for the person, by the project's root. */
  private readonly counts = new Map<string, number>();

  constructor(private readonly setup: WindowsSetup) {}

  /** Shows the project of a folder, in its window if it has one. Null shows any window, or the Welcome page. */
  async show(folder: string | null): Promise<void> {
    if (folder === null) {
      const [any] = this.windows.values();
      front((any ?? this.make()).window);
      return;
    }
    const welcome = this.emptyOne();
    const target = welcome ?? this.make(false);
    const opened = await target.entered.rooms.call(person, 'projects.open', { root: folder });
    if (!opened.ok) {
      this.load(target, welcome === undefined);
      await tell(target.window, opened.error);
      return;
    }
    const root = opened.value.project?.root;
    const other = [...this.windows.values()].find(
      (one) => one !== target && one.entered.project()?.root === root,
    );
    if (other) {
      // It has a window already: this one is not needed for it.
      await target.entered.rooms.call(person, 'projects.close', {});
      if (!welcome) target.window.destroy();
      front(other.window);
      return;
    }
    this.load(target, true);
    front(target.window);
  }

  private emptyOne(): ProjectWindow | undefined {
    return [...this.windows.values()].find(
      ({ entered, recording }) => recording === null && entered.project() === null,
    );
  }

  /** Shows a recording in a window of its own, or in the one that it has. From here on it is this window's to close. */
  async showRecording(opened: OpenedRecordingFile, moment: RecordingMoment | null): Promise<void> {
    const { file, stamp } = opened;
    const other = [...this.windows.values()].find(
      ({ recording }) => recording?.file === file && recording.stamp === stamp,
    );
    if (other) await opened.close();
    const shown = other ?? this.make(true, opened);
    if (moment !== null) shown.entered.wish({ kind: 'replay', run: opened.about.run, moment });
    front(shown.window);
  }

  /** Shows a project's window, and there a run as it was. */
  async showReplay(root: string, run: number, moment: RecordingMoment): Promise<void> {
    await this.show(root);
    const [shown] = this.of(root);
    shown?.entered.wish({ kind: 'replay', run, moment });
  }

  /** Tells what went wrong with what was to be shown, over a window that is there or over Welcome. */
  async tell(error: TuttiError): Promise<void> {
    if (this.windows.size === 0) this.make();
    const [any] = this.windows.values();
    await tell(any?.window ?? null, error);
  }

  /** The roots of the projects that windows look at. */
  roots(): string[] {
    return [...this.windows.values()].flatMap(({ entered }) => entered.project()?.root ?? []);
  }

  /** Shows a project's window, and there one thing that needs the person, or the list of all. */
  async showAttention(root: string, key: string | null): Promise<void> {
    await this.show(root);
    const [shown] = this.of(root);
    shown?.entered.wish({ kind: 'attention', key });
  }

  hasFocus(root: string): boolean {
    return this.of(root).some(({ window }) => window.isFocused());
  }

  /** Tells in the titles how many things wait for the person in a project. */
  setCount(root: string, count: number): void {
    if ((this.counts.get(root) ?? 0) === count) return;
    this.counts.set(root, count);
    for (const one of this.of(root)) this.entitle(one);
  }

  private of(root: string): ProjectWindow[] {
    return [...this.windows.values()].filter(({ entered }) => entered.project()?.root === root);
  }

  private entitle({ window, entered, recording }: ProjectWindow): void {
    if (recording !== null) {
      window.setTitle(plainWords(recordingTitle(recording.about)));
      return;
    }
    const root = entered.project()?.root;
    window.setTitle(
      root === undefined ? 'Tutti' : windowTitle(basename(root) || root, this.counts.get(root) ?? 0),
    );
  }

  welcome(): void {
    front(this.make().window);
  }

  /** Hands the page that asks a port, if it is in one of these windows. A page that was reloaded gets a new one. */
  connect(contentsId: number): void {
    const found = this.windows.get(contentsId);
    if (!found) return;
    found.hangUp();
    found.hangUp = servePort(found.window.webContents, found.entered.rooms, this.setup.host.log);
  }

  private make(load = true, recording: OpenedRecordingFile | null = null): ProjectWindow {
    const window = new BrowserWindow({
      ...this.placement(),
      minWidth: 480,
      minHeight: 320,
      show: false,
      title: 'Tutti',
      backgroundColor: '#111318',
      icon: nativeImage.createFromDataURL(appIcon),
      webPreferences: {
        preload: this.setup.preload,
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        webviewTag: false,
        spellcheck: false,
      },
    });
    const { host } = this.setup;
    const entered = recording === null ? host.enter('free', null) : alone(recording, host.log);
    const made: ProjectWindow = { window, entered, recording, hangUp: () => {} };
    this.windows.set(window.webContents.id, made);
    this.watch(made, window.webContents.id);
    made.entered.onProject(() => this.entitle(made));
    this.entitle(made);
    if (load) this.load(made, true);
    return made;
  }

  private watch({ window, entered }: ProjectWindow, id: number): void {
    window.once('ready-to-show', () => {
      if (this.setup.bounds()?.maximized) window.maximize();
      window.show();
    });
    askBeforeUnload(window, this.setup.end, () => asksToLeave(window));
    // The title says which project it is; the page's own would say less.
    window.on('page-title-updated', (event) => event.preventDefault());
    window.on('focus', () => this.setup.focusChanged());
    window.on('blur', () => this.setup.focusChanged());
    window.on('close', () => {
      const maximized = window.isMaximized();
      this.setup.remember({ ...window.getNormalBounds(), maximized });
    });
    window.once('closed', () => {
      this.windows.get(id)?.hangUp();
      this.windows.delete(id);
      entered.leave();
      if (this.windows.size === 0) this.setup.lastClosed();
    });
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      this.setup.host.log.warn('a window’s page has died', { reason });
      // What it showed is all in the host: a new page shows it again.
      if (reason !== 'clean-exit' && !window.isDestroyed()) window.webContents.reload();
    });
  }

  private load({ window }: ProjectWindow, needed: boolean): void {
    if (!needed) return;
    window.loadURL(this.setup.page).catch((error: unknown) => {
      this.setup.host.log.error('the pages could not be loaded', error);
    });
  }

  private placement(): Partial<WindowBounds> {
    const bounds = this.setup.bounds();
    const areas = screen.getAllDisplays().map(({ workArea }) => workArea);
    if (!bounds || !isReachable(bounds, areas)) return { width: 1440, height: 900 };
    const { x, y, width, height } = bounds;
    // A second window a little aside, so that both are seen.
    const aside = 24 * this.windows.size;
    return { x: x + aside, y: y + aside, width, height };
  }

  get count(): number {
    return this.windows.size;
  }
}

/** What a window over a recording enters: the rooms of the file, and no project's. */
const alone = (recording: OpenedRecordingFile, log: Log): HostRooms => {
  const { rooms, show } = recording.enter();
  return {
    rooms,
    project: () => null,
    onProject: () => {},
    wish: (wish) => {
      if (wish.kind === 'replay') show(wish.moment);
    },
    leave: () => {
      recording.close().catch((error: unknown) => log.error('a recording was not let go of', error));
    },
  };
};

const front = (window: BrowserWindow): void => {
  if (window.isMinimized()) window.restore();
  if (window.isVisible()) window.focus();
};

const asksToLeave = async (window: BrowserWindow): Promise<boolean> => {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: 'A profile has changes that are not saved.',
    detail: 'If you leave, its text is lost. Agents are not touched by it.',
    buttons: ['Stay', 'Leave and Lose the Text'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 1;
};

/** Tells what went wrong and what to do, without stopping anything. */
export const tell = async (window: BrowserWindow | null, error: TuttiError): Promise<void> => {
  const options = { type: 'warning', message: error.message, detail: error.remedy } as const;
  await (window ? dialog.showMessageBox(window, options) : dialog.showMessageBox(options));
};
