import type { TuttiEvent } from '@contract/events.ts';
import { fail, type Result } from '@contract/result.ts';
import type { TerminalItem } from '@contract/terminals.ts';
import { type VerbName, verbs } from '@contract/verbs.ts';
import type { Follower, Following, TuttiClient } from '../connection/client.ts';
import { EventTrack } from './event-track.ts';
import { answerOfPast, type Past, pastOf } from './past-answers.ts';
import type { ReplayClock } from './replay-clock.ts';
import { TerminalTrack } from './terminal-track.ts';

const cannotChange = fail(
  'wrong_state',
  'This is a recording: nothing in it can be changed.',
  'Go back to live to do that.',
);

const notRecorded = (verb: VerbName) =>
  fail('wrong_state', `What ${verb} tells is not recorded.`, 'Go back to live to see how it is now.');

const nothing: Following = { ack: () => undefined, cancel: () => undefined };

/**
 * A recording, spoken to as a host is: everything is as of where the playhead of `clock` stands, and goes on as that moves. After a jump
 * the project has to be loaded anew; terminals show the new moment by themselves. Of the host only `recordings.*` is asked.
 */
export const createReplayClient = (
  client: TuttiClient,
  run: number,
  clock: ReplayClock,
  past: Past = pastOf(client, run),
): TuttiClient => {
  const call = async (verb: VerbName, input: unknown): Promise<Result<unknown>> => {
    if (verbs[verb].kind === 'command') return cannotChange;
    // Both are of the same verb, which the compiler can't follow here.
    if (verb.startsWith('recordings.')) return client.call(verb, input as never);
    return (await answerOfPast(past, clock.head, verb, input)) ?? notRecorded(verb);
  };
  const follow = (stream: string, input: unknown, follower: Follower<unknown>): Following => {
    const asked = (typeof input === 'function' ? input() : input) as {
      readonly after: number;
      readonly id: string;
    };
    if (stream === 'events.follow') {
      const track = new EventTrack(past.pages, clock, asked.after, follower as Follower<TuttiEvent[]>);
      return { ...nothing, cancel: () => track.stop() };
    }
    if (stream === 'terminals.follow') {
      const of = { run, instance: asked.id };
      const track = new TerminalTrack(client, clock, of, follower as Follower<TerminalItem>);
      return { ack: (bytes) => track.drawn(bytes), cancel: () => track.stop() };
    }
    return nothing;
  };
  return {
    recorded: true,
    // What each verb and stream gives is checked by the client that it is asked of.
    call: call as TuttiClient['call'],
    follow: follow as TuttiClient['follow'],
    get status() {
      return client.status;
    },
    onStatus: client.onStatus,
    // The line is the live window's.
    close: () => undefined,
  };
};
