import type { TuttiEvent } from '@contract/events.ts';
import type { InstanceId } from '@contract/ids.ts';
import type { Result } from '@contract/result.ts';
import type { TerminalItem } from '@contract/terminals.ts';
import type { ProjectVerbName, StreamInput, VerbOutput, VerbParsed } from '@contract/verbs.ts';
import type { Following, StreamSink } from '../doors/served-rooms.ts';
import type { Caller } from '../model/caller.ts';

export interface TerminalFollower {
  /** Bytes of output that the viewer has drawn since the last call. */
  ack(bytes: number): void;
  cancel(): void;
}

/** An opened project: the rooms that every door leads into. Inputs are parsed by the door, with the verb's schema. */
export interface ProjectRooms {
  call<V extends ProjectVerbName>(
    caller: Caller,
    verb: V,
    input: VerbParsed<V>,
  ): Promise<Result<VerbOutput<V>>>;
  /** The instance that a bearer token was given to, if it has not been terminated since. */
  identify(token: string): { readonly id: InstanceId; readonly run: number } | null;
  /** Events after `after`, in order, without gaps: those in the log first, then as they are appended. */
  followEvents(after: number, sink: (events: readonly TuttiEvent[]) => void): () => void;
  /** How far the export of a recording is; it is cancelled with its follower. */
  followExport(
    caller: Caller,
    input: StreamInput<'recordings.export'>,
    sink: StreamSink<'recordings.export'>,
  ): Result<Following>;
  /** A snapshot, then output as flow control allows (contract/terminals.ts). */
  followTerminal(id: InstanceId, sink: (item: TerminalItem) => void): Result<TerminalFollower>;
}
