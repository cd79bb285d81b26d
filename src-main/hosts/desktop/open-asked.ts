import { stat } from 'node:fs/promises';
import { isLink, parseRecordingLink, type RecordingMoment } from '@contract/recording-links.ts';
import type { Result } from '@contract/result.ts';
import type { RecordingReaders } from '../../adapters/recording/reading/recording-readers.ts';
import type { Environment } from '../../adapters/system/state-folder.ts';
import { findRecording, unknownRecording } from '../recording-file/find-recording.ts';
import { type OpenedRecordingFile, openRecordingFile } from '../recording-file/open-recording-file.ts';
import type { RecentRecordings } from '../recording-file/recent-recordings.ts';
import type { ProjectWindows } from './project-windows.ts';
import type { Asked } from './start-arguments.ts';

export interface OpenerSetup {
  readonly windows: Pick<ProjectWindows, 'show' | 'showRecording' | 'showReplay' | 'tell' | 'roots'>;
  readonly version: string;
  readonly env: Environment;
  readonly readers: Pick<RecordingReaders, 'open'>;
  readonly recent: RecentRecordings;
  /** Repositories that were opened, the last one first. */
  projects(): readonly string[];
  /** A file was opened. */
  opened(file: string): void;
}

const isFile = async (path: string): Promise<boolean> => {
  // What is not there is told by who opens it.
  const found = await stat(path).catch(() => null);
  return found === null ? path.endsWith('.tutti') : !found.isDirectory();
};

/** Shows what the person asks for: a repository, a recording's file, a link to a moment. What is wrong is told in a window. */
export class Opener {
  readonly #setup: OpenerSetup;

  constructor(setup: OpenerSetup) {
    this.#setup = setup;
  }

  async open({ what, replay }: Asked): Promise<void> {
    if (what === null) return this.#setup.windows.show(null);
    if (isLink(what)) return this.#link(what);
    if (await isFile(what))
      return this.file(what, replay === null ? null : { at: replay.at, instance: null });
    if (replay === null) return this.#setup.windows.show(what);
    return this.#setup.windows.showReplay(what, replay.run, { at: replay.at, instance: null });
  }

  /** Shows a recording that is a file of its own. */
  async file(path: string, moment: RecordingMoment | null = null, id: string | null = null): Promise<void> {
    const opened = await this.#read(path, id);
    if (!opened.ok) return this.#setup.windows.tell(opened.error);
    const { file, about } = opened.value;
    const { project, run, title } = about;
    this.#setup.recent.note({ file, project, run, title, id: about.id });
    this.#setup.opened(file);
    return this.#setup.windows.showRecording(opened.value, moment);
  }

  async #read(path: string, id: string | null): Promise<Result<OpenedRecordingFile>> {
    const { env, version, readers } = this.#setup;
    const opened = await openRecordingFile(path, { kind: 'desktop', env, version, readers });
    if (!opened.ok || id === null || opened.value.about.id === id) return opened;
    await opened.value.close();
    return unknownRecording(id);
  }

  /** Whoever made it, a link shows a place in what this machine has, and does nothing else. */
  async #link(text: string): Promise<void> {
    const { env, windows, recent, projects, readers } = this.#setup;
    const link = parseRecordingLink(text);
    if (!link.ok) return windows.tell(link.error);
    const { id, ...moment } = link.value;
    const roots = [...new Set([...windows.roots(), ...projects()])];
    const found = await findRecording(id, { env, roots, files: recent.list(), readers });
    if (!found.ok) return windows.tell(found.error);
    return found.value.kind === 'project'
      ? windows.showReplay(found.value.root, found.value.run, moment)
      : this.file(found.value.file, moment, id);
  }
}
