import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Ground, run } from './ground.ts';

const who = { name: 'Bench', email: 'bench@example.invalid' };

/** git typed in a folder, as the person of the ground. */
export const typed =
  ({ env }: Ground, folder: string) =>
  async (...args: string[]): Promise<string> => {
    const named = ['-c', `user.name=${who.name}`, '-c', `user.email=${who.email}`];
    const { stdout } = await run('git', [...named, ...args], { cwd: folder, env });
    return stdout.trim();
  };

/** A repository of so many files in folders of fifty, and who commits in it. */
export const makeFiles = async (ground: Ground, files: number): Promise<void> => {
  const git = typed(ground, ground.repository);
  await git('config', 'user.name', who.name);
  await git('config', 'user.email', who.email);
  for (let at = 0; at < files; at += 1) {
    const path = join(ground.repository, `src/part-${Math.floor(at / 50)}/file-${at}.txt`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `file ${at}\n${'a line of text\n'.repeat(30)}`);
  }
  await git('add', '.');
  await git('commit', '--quiet', '-m', `${files} files`);
};

/** Branches with one commit each on `main`, made by one fast-import. `filesOf`: paths and contents. */
export const makeBranches = async (
  ground: Ground,
  names: readonly string[],
  filesOf: (at: number) => Readonly<Record<string, string>>,
): Promise<void> => {
  const stream = names.flatMap((name, at) => [
    `commit refs/heads/${name}`,
    `committer ${who.name} <${who.email}> ${1_700_000_000 + at} +0000`,
    `data ${Buffer.byteLength(name)}`,
    name,
    'from refs/heads/main^0',
    ...Object.entries(filesOf(at)).flatMap(([path, text]) => [
      `M 100644 inline ${path}`,
      `data ${Buffer.byteLength(text)}`,
      text,
    ]),
    '',
  ]);
  const file = join(ground.folder, 'branches.import');
  writeFileSync(file, `${stream.join('\n')}\n`);
  await run('sh', ['-c', 'exec git fast-import --quiet < "$0"', file], {
    cwd: ground.repository,
    env: ground.env,
  });
};

export const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return performance.now() - began;
};
