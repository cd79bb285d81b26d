import type { Environment } from '../../adapters/system/state-folder.ts';
import type { ServedRooms } from '../../core/doors/served-rooms.ts';
import type { HostPlaces } from './host-places.ts';
import type { OpenedProject } from './opened-project.ts';
import type { TerminalChoice } from './terminal-choices.ts';

export interface OpenSetup {
  readonly env: Environment;
  readonly terminals: TerminalChoice;
  readonly places: HostPlaces;
  /** Whether it is the sample repository of a rehearsal. */
  isRehearsal(root: string): boolean;
  /** The rooms of one connection to the local socket, with the host's verbs. */
  enter(project: OpenedProject): { rooms: ServedRooms; leave(): void };
}

/** What is known of a project before anything of it is opened. */
export interface ProjectGround {
  readonly root: string;
  readonly branch: string;
  readonly stateFolder: string;
  readonly token: string;
}
