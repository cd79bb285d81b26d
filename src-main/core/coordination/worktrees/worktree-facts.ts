import type { InstanceId } from '@contract/ids.ts';
import type { ChangedFile, Commit, Work } from '@contract/worktree-work.ts';
import { filesOfEvent } from '@contract/worktree-work.ts';
import type { Fact } from '../../ledger.ts';
import type { SeenCommit, SeenFile, WorktreeLook } from '../../ports/worktree-watch.ts';

/** So many names are kept of one worktree; a flood past it is only counted. */
const namedLimit = 2_000;

/** One that is written again and again (a log, a database) is told so often, and no oftener. */
const againMs = 5_000;

/** The longest that the contract takes, with room for a mark that something is missing. */
const clip = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1)}…`;

const commitOf = (seen: SeenCommit): Commit => ({
  hash: seen.hash,
  parents: seen.parents.slice(0, 100),
  way: seen.way,
  author: clip(seen.author, 200),
  at: seen.at,
  subject: clip(seen.subject, 500),
  files: seen.files.slice(0, filesOfEvent),
  count: seen.files.length,
});

/** What has been told of one worktree's files, so that each thing is told once. */
export class ToldFiles {
  readonly #named: Map<string, ChangedFile>;
  #dirty: number;

  constructor(named: readonly ChangedFile[], dirty: number) {
    this.#named = new Map(named.map((file) => [file.path, file]));
    this.#dirty = dirty;
  }

  /** The facts of a look's files. They count as told from here on. */
  facts(id: InstanceId, look: WorktreeLook): Fact[] {
    const written = look.changed.filter((file) => this.#isNews(file));
    const named = written.filter((file) => this.#fits(file));
    // What an earlier host was told of and this one's first look did not find.
    const gone = [...look.settled.filter((path) => this.#named.has(path)), ...this.#missing(look)];
    const unnamed = written.length - named.length;
    if (named.length + gone.length === 0 && (unnamed === 0 || look.dirty === this.#dirty)) return [];
    for (const path of gone) this.#named.delete(path);
    this.#dirty = look.dirty;
    return chunks(named, gone).map(
      ({ files, settled }, at): Fact => ({
        kind: 'instance.changedFiles',
        data: { id, files, settled, unnamed: at === 0 ? unnamed : 0, dirty: look.dirty },
      }),
    );
  }

  #first = true;

  #missing(look: WorktreeLook): string[] {
    if (!this.#first) return [];
    this.#first = false;
    const there = new Set(look.changed.map(({ path }) => path));
    return [...this.#named.keys()].filter((path) => !there.has(path) && !look.settled.includes(path));
  }

  #isNews({ path, kind, at }: SeenFile): boolean {
    const told = this.#named.get(path);
    return told === undefined || told.kind !== kind || (kind !== 'deleted' && at - told.at >= againMs);
  }

  #fits({ path, kind, at }: SeenFile): boolean {
    if (!this.#named.has(path) && this.#named.size >= namedLimit) return false;
    this.#named.set(path, { path, kind, at });
    return true;
  }
}

/** Both lists in parts that an event takes; the last parts may be of one list alone. */
const chunks = (files: readonly ChangedFile[], settled: readonly string[]) => {
  const count = Math.max(1, Math.ceil(Math.max(files.length, settled.length) / filesOfEvent));
  return Array.from({ length: count }, (_, at) => ({
    files: files
      .slice(at * filesOfEvent, (at + 1) * filesOfEvent)
      .map(({ path, kind, at: time }) => ({ path, kind, at: time })),
    settled: settled.slice(at * filesOfEvent, (at + 1) * filesOfEvent),
  }));
};

/** The facts of where a look found the branch: what was committed, and whether it stands elsewhere than on the last of that. */
export const branchFacts = (
  id: InstanceId,
  before: { readonly work: Work; readonly branch: string | null | undefined },
  look: WorktreeLook,
): Fact[] => {
  const { work, branch } = before;
  const { tip, dropped } = look;
  const committed = look.commits.map(
    (seen): Fact => ({
      kind: 'instance.committed',
      data: { id, commit: commitOf(seen), amends: seen.amends },
    }),
  );
  const first: Fact[] =
    work.tip === null
      ? [
          {
            kind: 'instance.checkedOut',
            data: { id, branch: look.branch, from: null, to: look.from, dropped: 0 },
          },
        ]
      : [];
  const stands = look.commits.at(-1)?.hash ?? look.from;
  const elsewhere = stands !== tip || (branch !== undefined && branch !== look.branch);
  const moved = (first.length === 0 || stands !== tip) && elsewhere;
  if (!moved) return [...first, ...committed];
  const to = { id, branch: look.branch, from: stands, to: tip, dropped: dropped.length };
  return [...first, ...committed, { kind: 'instance.checkedOut', data: to }];
};
