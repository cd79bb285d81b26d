import { fail, type Result } from '@contract/result.ts';
import { readHostFile } from '../../adapters/system/host-file.ts';
import { type Environment, stateFolderOf } from '../../adapters/system/state-folder.ts';
import { connectSocket, type SocketLink } from '../local-socket/connect-socket.ts';

const noHost = (root: string): Result<never> =>
  fail(
    'no_host',
    `No host runs for ${root}.`,
    'Start one: tutti serve (or open the project in the app: tutti open).',
  );

/** Connects to the host that has a project open, found by what it left in the project's state folder. */
export const reachHost = async (
  root: string,
  env: Environment,
  token: string | undefined,
): Promise<Result<SocketLink>> => {
  const host = readHostFile(stateFolderOf(root, env));
  if (!host) return noHost(root);
  const link = await connectSocket(host.socket, token === undefined ? {} : { token });
  // The file of a host that was killed is still there: what counts is that someone answers.
  return !link.ok && link.error.code === 'no_host' ? noHost(root) : link;
};
