import { setTimeout as pause } from 'node:timers/promises';
import { fail, ok, type Result } from '@contract/result.ts';
import { readHostFile } from '../../adapters/system/host-file.ts';
import type { ServedRooms } from '../../core/doors/served-rooms.ts';
import { FrameClient } from '../frame-client/frame-client.ts';
import { connectSocket, type SocketLink } from '../local-socket/connect-socket.ts';
import type { OpenedProject } from './opened-project.ts';
import { isProjectVerb, notServedHere } from './project-door.ts';

/** The owner may be starting: adopting a hundred panes takes a few seconds. */
const ownerStartsWithinMs = 15_000;
const lookAgainMs = 100;

/** Looks at a project that another host owns, through that host's local socket. */
export const attachProject = async (
  root: string,
  stateFolder: string,
  token: string,
): Promise<Result<OpenedProject>> => {
  const reached = await reachOwner(stateFolder);
  if (!reached.ok) return reached;
  const { link, socket, mcp } = reached.value;
  const client = new FrameClient(link);
  return ok({
    root,
    owned: false,
    socket,
    mcp,
    token,
    info: () => infoOf(client, root),
    rooms: relayedRooms(client),
    // The owner knows the instances: they come through its socket, not through this process.
    identify: () => null,
    onGone: (run) => client.onGone(run),
    close: async () => client.close(),
    // Another host's: only the connection is ours to end.
    destroy: async () => client.close(),
  });
};

const reachOwner = async (
  stateFolder: string,
): Promise<Result<{ link: SocketLink; socket: string; mcp: string }>> => {
  const until = Date.now() + ownerStartsWithinMs;
  for (;;) {
    const host = readHostFile(stateFolder);
    const link = host ? await connectSocket(host.socket, {}) : null;
    if (host && link?.ok) return ok({ link: link.value, socket: host.socket, mcp: host.mcp });
    if (Date.now() > until) {
      return fail(
        'host_running',
        `Another Tutti${host ? ` (process ${host.pid})` : ''} has this project open and does not answer.`,
        host ? `End it (kill ${host.pid}), then try again.` : 'End it, then try again.',
        {
          details: `${stateFolder}${link && !link.ok ? `: ${link.error.message}` : ''}`,
        },
      );
    }
    await pause(lookAgainMs);
  }
};

const infoOf = async (client: FrameClient, root: string): ReturnType<OpenedProject['info']> => {
  const host = await client.call('host.info', {});
  if (!host.ok) return host;
  return host.value.project
    ? ok(host.value.project)
    : fail('not_found', `That host does not have ${root} open any more.`, 'Open the project again.');
};

/** Asks the owner. It takes this process for the person, so only the person is let through. */
const relayedRooms = (client: FrameClient): ServedRooms => ({
  call: (caller, verb, input) => {
    if (!isProjectVerb(verb)) return Promise.resolve(notServedHere(verb));
    if (caller.kind === 'instance') return Promise.resolve(notThroughHere());
    return client.call(verb, input as never);
  },
  follow: (caller, stream, input, sink) =>
    caller.kind === 'instance' ? notThroughHere() : ok(client.follow(stream, input, sink)),
});

const notThroughHere = (): Result<never> =>
  fail('refused', 'An instance speaks to the host that owns it.', 'Use the address in TUTTI_MCP_URL.');
