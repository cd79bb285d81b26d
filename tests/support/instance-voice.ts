import { FrameClient } from '../../src-main/hosts/frame-client/frame-client.ts';
import { connectSocket } from '../../src-main/hosts/local-socket/connect-socket.ts';
import { eventually, type HeadlessWorld, instancesOf, isAlive, type ServedHost } from './headless-host.ts';

/** What an instance's own program says to its host, with the token that it was started with. */
export const voiceOf = async (world: HeadlessWorld, host: ServedHost, pid: number): Promise<FrameClient> => {
  const { TUTTI_TOKEN: token } = world.environmentOf(pid);
  if (token === undefined) throw new Error(`${pid} was not started by Tutti`);
  const link = await connectSocket(host.ready.socket, { token });
  if (!link.ok) throw new Error(link.error.message);
  return new FrameClient(link.value);
};

/** The voices of all that live, by their ids. They are gone with their host. */
export const allVoices = async (
  world: HeadlessWorld,
  host: ServedHost,
  person: FrameClient,
): Promise<ReadonlyMap<string, FrameClient>> => {
  const voices = new Map<string, FrameClient>();
  for (const { id, pid } of await instancesOf(person))
    if (pid !== null && isAlive(pid)) voices.set(id, await voiceOf(world, host, pid));
  return voices;
};

/** All of a project's events, or those after a number. */
export const allEventsOf = async (client: FrameClient, after = 0) => {
  const all = [];
  for (let from = after; ; ) {
    const some = await client.call('events.list', { after: from, limit: 5000 });
    if (!some.ok) throw new Error(some.error.message);
    all.push(...some.value);
    const last = some.value.at(-1);
    if (last === undefined) return all;
    from = last.seq;
  }
};

/** A hook of an instance's program, as its CLI sends it. */
export const tellHook = async (
  world: HeadlessWorld,
  pid: number,
  hook: Readonly<Record<string, unknown>>,
): Promise<void> => {
  // Until the pane's process has become the program, it has none of it.
  const { url, token } = await eventually('the program has begun', async () => {
    const { TUTTI_HOOK_URL, TUTTI_TOKEN } = world.environmentOf(pid);
    return TUTTI_HOOK_URL !== undefined && { url: TUTTI_HOOK_URL, token: TUTTI_TOKEN };
  });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(hook) });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
};
