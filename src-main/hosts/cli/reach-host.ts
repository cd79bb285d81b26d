import { fail, type Result } from '@contract/result.ts';
import { readHostFile } from '../../adapters/system/host-file.ts';
import { type Environment, stateFolderPath } from '../../adapters/system/state-folder.ts';
import { connectSocket, type SocketLink } from '../local-socket/connect-socket.ts';
import type { FoundProject } from './find-project.ts';

const noHost = (root: string): Result<never> =>
  fail(
    'no_host',
    `No host runs for ${root}.`,
    'Start one: tutti serve (or open the project in the app: tutti open).',
  );

/** Connects to the host that has a project open, found by what it left in the project's state folder. */
export const reachHost = async (
  project: FoundProject,
  env: Environment,
  token: string | undefined,
): Promise<Result<SocketLink>> => {
  for (const root of new Set([project.root, project.main])) {
    // Looking for a host makes no folder: a worktree that was only asked from would get one.
    const host = readHostFile(stateFolderPath(root, env));
    const link = host && (await connectSocket(host.socket, token === undefined ? {} : { token }));
    // The file of a host that was killed is still there: what counts is that someone answers.
    if (link && (link.ok || link.error.code !== 'no_host')) return link;
  }
  return noHost(project.root);
};
