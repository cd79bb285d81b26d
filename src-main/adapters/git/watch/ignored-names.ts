import type { Git } from '../run-git.ts';

/** So many names are remembered as ignored; more come from builds whose folders are ignored as a whole. */
const rememberedLimit = 5_000;

/** Which names of a worktree git ignores. What it has said is remembered, until the rules change. */
export class IgnoredNames {
  readonly #git: Git;
  #known = new Set<string>();

  constructor(git: Git) {
    this.#git = git;
  }

  knows(path: string): boolean {
    return this.#known.has(path);
  }

  /** Rules may be other ones now. */
  forget(): void {
    this.#known = new Set();
  }

  /** Those of some paths that git does not ignore. Where git can't tell, none is taken for ignored. */
  async others(paths: readonly string[]): Promise<string[]> {
    const unknown = paths.filter((path) => !this.#known.has(path));
    if (unknown.length === 0) return [];
    const asked = await this.#git(['check-ignore', '-z', '--stdin'], {
      accept: [0, 1, 128],
      input: unknown.map((path) => `${path}\0`).join(''),
    });
    if (!asked.ok || asked.value.code === 128) return unknown;
    if (this.#known.size > rememberedLimit) this.forget();
    for (const path of asked.value.stdout.split('\0')) if (path !== '') this.#known.add(path);
    return unknown.filter((path) => !this.#known.has(path));
  }
}
