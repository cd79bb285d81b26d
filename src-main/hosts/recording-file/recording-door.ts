import type { HostInfo } from '@contract/machine.ts';
import { recordingNoteVerbs } from '@contract/recording-notes.ts';
import { recordingVerbs } from '@contract/recording-verbs.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { StreamInput, VerbName } from '@contract/verbs.ts';
import type { ServedRooms, StreamSink } from '../../core/doors/served-rooms.ts';
import type { Rooms } from '../../core/room.ts';
import type { WindowWishes } from '../host/window-wishes.ts';

const shownVerbs = { ...recordingVerbs, 'recordings.notes': recordingNoteVerbs['recordings.notes'] } as const;
type RecordingVerb = keyof typeof shownVerbs;

export interface RecordingDoorSetup {
  readonly run: number;
  readonly rooms: Rooms<RecordingVerb>;
  readonly info: HostInfo;
  /** What is to be shown in it. */
  readonly wishes: WindowWishes;
}

const isRecordingVerb = (verb: VerbName): verb is RecordingVerb => Object.hasOwn(shownVerbs, verb);

const refused = (verb: string): Result<never> =>
  fail(
    'refused',
    `${verb} is not answered here: this is a recording, and nothing can be done by it.`,
    'Open the project itself to do that.',
  );

const cannotWrite = (verb: string): Result<never> =>
  fail(
    'read_only',
    `${verb} would change the recording, and a file that was opened is only read.`,
    'Do it in the project that the run belongs to.',
  );

/**
 * All that a window over a recording may ask: what its host is, and what reads that one run. Whatever stands in the file, its page can
 * reach nothing else.
 */
export const recordingDoor = ({ run, rooms, info, wishes }: RecordingDoorSetup): ServedRooms => ({
  call: async (caller, verb, input) => {
    // The verb's own output, which the type system can't follow through the narrowing.
    if (verb === 'host.info') return ok(info) as Result<never>;
    if (!isRecordingVerb(verb)) return verb.startsWith('recordings.') ? cannotWrite(verb) : refused(verb);
    // Widened: whether a verb is a command is known by each of them alone.
    if ((shownVerbs[verb].kind as 'query' | 'command') === 'command') return cannotWrite(verb);
    const asked = input as { readonly run?: number };
    if (asked.run !== undefined && asked.run !== run)
      return fail('not_found', `run ${asked.run} is not in this file`, `Ask for run ${run}.`, {
        field: 'run',
      });
    const room = rooms[verb] as (of: typeof caller, input: unknown) => Promise<Result<never>>;
    return room(caller, input);
  },
  follow: (caller, stream, input, sink) =>
    stream === 'host.follow'
      ? wishes.follow(caller, input as StreamInput<'host.follow'>, sink as StreamSink<'host.follow'>)
      : refused(stream),
});
