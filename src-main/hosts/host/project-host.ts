import type { CheckAgentInput, CheckItem } from '@contract/agent-checks.ts';
import type { HostPreferences, MachineItem } from '@contract/machine.ts';
import type { ProfileLogin } from '@contract/profile-choices.ts';
import type { Result, TuttiError } from '@contract/result.ts';
import type { Log } from '../../core/ports/log.ts';
import type { OpenedProject } from '../open-project/opened-project.ts';
import type { RecentProjects } from './recent-projects.ts';

/** Where the person's wishes for the app itself are kept. */
export interface PreferenceStore {
  get(): HostPreferences;
  /** Throws the file system's error; then nothing has changed. */
  set(preferences: HostPreferences): void;
}

/** A file of a worktree, by its absolute path, and a line of it from 1. */
export interface EditorWish {
  readonly file: string;
  readonly line: number;
}

/** What the desktop does with files for a window. */
export interface DesktopFiles {
  /** Absolute; null: the person wants none. */
  chooseTarget(name: string): Promise<string | null>;
  reveal(path: string): void;
}

/** What a connection needs of its host. */
export interface ProjectHost {
  readonly kind: 'desktop' | 'headless';
  readonly version: string;
  readonly recent: RecentProjects;
  readonly log: Log;
  /** Asks the person for a folder by the system's dialog; null in a host without one. */
  readonly askForFolder: (() => Promise<string | null>) | null;
  /** The desktop's dialog for a file that is to be written, and its file manager; null: there is none. */
  readonly files: DesktopFiles | null;
  /** Null in a host that is no desktop app. */
  readonly preferences: PreferenceStore | null;
  /** Opens a file on the person's desktop and answers by what; null in a host without one. */
  readonly openInEditor: ((wish: EditorWish) => Promise<Result<string>>) | null;
  readonly machine: () => Promise<readonly MachineItem[]>;
  /** Asks the agents that were found whether they are logged in. */
  readonly logins: () => Promise<readonly ProfileLogin[]>;
  /** Opens the project of a folder, or gives the one that is open. Who gets one calls `release` when done with it. */
  open(folder: string): Promise<Result<OpenedProject>>;
  /** One looker less. The project closes when nobody looks and nothing lives in it. */
  release(project: OpenedProject): Promise<void>;
  /** Tries a profile out. `tell` hears each finding, `end` that it is over, and why if it could not be made. */
  check(
    input: CheckAgentInput,
    hear: { tell(item: CheckItem): void; end(error?: TuttiError): void },
  ): { cancel(): void };
  /** The project at this root is a rehearsal's: labelled so, and not among the recent ones. */
  markRehearsal(root: string): void;
}
