import { publishLimits, type Remote } from '@contract/publishing.ts';
import { ok, type Result } from '@contract/result.ts';
import type { Git } from '../run-git.ts';
import { placeOf, withoutSecrets } from './remote-urls.ts';

const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '');

/** Where a push to it goes, after the person's own settings (`pushurl`, `insteadOf`). */
const remoteOf = async (git: Git, name: string): Promise<Result<Remote>> => {
  // 2: it has no URL.
  const asked = await git(['remote', 'get-url', '--push', '--all', '--', name], { accept: [0, 2] });
  if (!asked.ok) return asked;
  const urls = lines(asked.value.stdout);
  const place = urls[0] === undefined ? null : placeOf(urls[0]);
  return ok({ name, urls: urls.map(withoutSecrets), host: place?.host ?? null, path: place?.path ?? null });
};

export const listRemotes = async (git: Git): Promise<Result<readonly Remote[]>> => {
  const named = await git(['remote']);
  if (!named.ok) return named;
  const names = lines(named.value.stdout).slice(0, publishLimits.remotes);
  const remotes: Remote[] = [];
  for (const name of names) {
    const one = await remoteOf(git, name);
    if (!one.ok) return one;
    remotes.push(one.value);
  }
  // A stable sort: the others stay as git names them.
  return ok(remotes.sort((a, b) => Number(b.name === 'origin') - Number(a.name === 'origin')));
};
