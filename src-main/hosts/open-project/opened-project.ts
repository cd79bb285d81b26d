import type { ProjectInfo } from '@contract/machine.ts';
import type { Result } from '@contract/result.ts';
import type { ServedRooms } from '../../core/doors/served-rooms.ts';
import type { Caller } from '../../core/model/caller.ts';

/** A project that this process looks at: its own, or one that another host owns. */
export interface OpenedProject {
  readonly root: string;
  /** Whether this process owns its instances; otherwise the host behind `socket` does. */
  readonly owned: boolean;
  /** Path of the owning host's local socket. */
  readonly socket: string;
  /** Address of the MCP server. */
  readonly mcp: string;
  /** The person's token for this project. */
  readonly token: string;
  info(): Promise<Result<ProjectInfo>>;
  /** The project's verbs and streams. Verbs of the host are not served here. */
  readonly rooms: ServedRooms;
  /** Who comes with this token through the local socket. */
  identify(token: string): Caller | null;
  /** Runs when the owning host has ended. Never for an owned project. */
  onGone(run: () => void): void;
  /** Lets go of it. With tmux its panes go on. */
  close(): Promise<void>;
  /** Closes it for good: its terminals' server is ended with every pane, where it is this process's own. */
  destroy(): Promise<void>;
}
