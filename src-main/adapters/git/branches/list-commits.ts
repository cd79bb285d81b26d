import { ok, type Result } from '@contract/result.ts';
import type { ListedCommit } from '../../../core/ports/branch-reads.ts';
import { knownCommit } from './commit-facts.ts';
import type { Ground } from './ground.ts';

const fields = ['%H', '%P', '%an', '%ae', '%at', '%s'];

const parse = (output: string): ListedCommit[] => {
  const values = output.split('\0');
  const commits: ListedCommit[] = [];
  for (let at = 0; at + fields.length <= values.length; at += fields.length) {
    const [hash = '', parents = '', author = '', email = '', seconds = '', subject = ''] = values.slice(at);
    commits.push({
      hash,
      parents: parents.split(' ').filter((parent) => parent !== ''),
      author,
      email,
      at: Number(seconds) * 1000,
      subject,
    });
  }
  return commits;
};

/** Commits that a branch has and its base has not, newest first. */
export const listCommits = async (
  ground: Ground,
  base: string,
  branch: string,
  limit: number,
): Promise<Result<ListedCommit[]>> => {
  const [from, to] = await Promise.all([knownCommit(ground, base), knownCommit(ground, branch)]);
  if (!from.ok) return from;
  if (!to.ok) return to;
  const listed = await ground.git([
    ...['-c', 'log.showSignature=false', 'log', '-z', '--no-color', '--encoding=UTF-8', '-s', '--topo-order'],
    ...[`--max-count=${limit}`, `--format=${fields.join('%x00')}`, `${from.value}..${to.value}`],
  ]);
  return listed.ok ? ok(parse(listed.value.stdout)) : listed;
};
