import type { TuttiEvent } from '@contract/events.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { TerminalItem } from '@contract/terminals.ts';
import { type VerbName, verbs } from '@contract/verbs.ts';
import type { Follower, Following, TuttiClient } from '../connection/client.ts';
import { EventTrack } from './event-track.ts';
import type { ReplayClock } from './replay-clock.ts';
import { TerminalTrack } from './terminal-track.ts';

/** What is the same whenever it is asked: nothing of it is as of a moment. */
const timeless: ReadonlySet<VerbName> = new Set<VerbName>([
  'host.info',
  'host.preferences',
  'messages.get',
  'profiles.list',
  'templates.list',
  'recordings.list',
  'recordings.get',
  'recordings.view',
  'recordings.events',
  'recordings.screen',
  'recordings.records',
  'recordings.activity',
]);

const cannotChange = fail(
  'wrong_state',
  'This is a recording: nothing in it can be changed.',
  'Go back to live to do that.',
);

const notRecorded = (verb: VerbName) =>
  fail('wrong_state', `What ${verb} tells is not recorded.`, 'Go back to live to see how it is now.');

/** The newest events up to the playhead, the newest first. */
const newest = async (
  client: TuttiClient,
  run: number,
  at: number,
  limit: number,
): Promise<Result<TuttiEvent[]>> => {
  const view = await client.call('recordings.view', { run, moment: { at } });
  if (!view.ok) return view;
  const { seq } = view.value;
  const events = await client.call('recordings.events', { run, after: Math.max(0, seq - limit), limit });
  return events.ok ? ok(events.value.filter((event) => event.seq <= seq).reverse()) : events;
};

/**
 * A recording, spoken to as a host is: everything is as of where the playhead of `clock` stands, and goes on as that moves. After a jump
 * the project has to be loaded anew; terminals show the new moment by themselves.
 */
export const createReplayClient = (client: TuttiClient, run: number, clock: ReplayClock): TuttiClient => {
  const call = async (verb: VerbName, input: unknown): Promise<Result<unknown>> => {
    if (verb === 'view.get') return client.call('recordings.view', { run, moment: { at: clock.head } });
    if (verb === 'events.list') {
      const { limit = 500 } = input as { readonly limit?: number };
      return newest(client, run, clock.head, limit);
    }
    // Both are of the same verb, which the compiler can't follow here.
    if (timeless.has(verb)) return client.call(verb, input as never);
    return verbs[verb].kind === 'command' ? cannotChange : notRecorded(verb);
  };
  const follow = (stream: string, input: unknown, follower: Follower<unknown>): Following => {
    const asked = (typeof input === 'function' ? input() : input) as {
      readonly after: number;
      readonly id: string;
    };
    const nothing = { ack: () => undefined, cancel: () => undefined };
    if (stream === 'events.follow') {
      const of = { run, after: asked.after };
      const track = new EventTrack(client, clock, of, follower as Follower<TuttiEvent[]>);
      return { ...nothing, cancel: () => track.stop() };
    }
    if (stream === 'terminals.follow') {
      const of = { run, instance: asked.id };
      const track = new TerminalTrack(client, clock, of, follower as Follower<TerminalItem>);
      return { ...nothing, cancel: () => track.stop() };
    }
    return nothing;
  };
  return {
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
