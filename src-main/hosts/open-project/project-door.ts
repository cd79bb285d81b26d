import { fail, ok, type Result } from '@contract/result.ts';
import { type ProjectVerbName, projectVerbs, type StreamInput } from '@contract/verbs.ts';
import type { Following, ServedRooms } from '../../core/doors/served-rooms.ts';
import type { ProjectRooms } from '../../core/ports/rooms.ts';

export const isProjectVerb = (verb: string): verb is ProjectVerbName => Object.hasOwn(projectVerbs, verb);

export const notServedHere = (verb: string): Result<never> =>
  fail('unsupported', `${verb} is not answered here.`, 'Ask the host of this connection.');

/** A project's rooms as a connection asks for them. */
export const projectDoor = (rooms: ProjectRooms): ServedRooms => ({
  call: (caller, verb, input) =>
    isProjectVerb(verb)
      ? // The verb's own input and output, which the type system can't follow through the narrowing.
        (rooms.call(caller, verb, input as never) as Promise<Result<never>>)
      : Promise.resolve(notServedHere(verb)),
  follow: (caller, stream, input, sink): Result<Following> => {
    if (caller.kind === 'instance') {
      return fail(
        'refused',
        'An instance can’t follow streams.',
        'Ask for what you need, e.g. by the tool read.',
      );
    }
    if ('after' in input) {
      const cancel = rooms.followEvents(input.after, (events) => sink.item([...events] as never));
      return ok({ ack: () => {}, cancel });
    }
    if (stream === 'recordings.export')
      // The stream's own input and sink, which the type system can't follow through the narrowing.
      return rooms.followExport(caller, input as StreamInput<'recordings.export'>, sink as never);
    if (stream !== 'terminals.follow' || !('id' in input)) return notServedHere(stream);
    return rooms.followTerminal(input.id, (item) => sink.item(item as never));
  },
});
