import { firstMarker } from '@contract/conflict-hunks.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { ConflictedFile } from '../../src-main/core/ports/branch-merges.ts';
import type { FileResolution, OpenMerge, Scratch } from '../../src-main/core/ports/scratch-worktrees.ts';

type Files = Readonly<Record<string, string>>;

/** What a scratch worktree needs of the repository in memory. */
export interface FakeRepository {
  filesAt(commit: string): Files;
  /** Both sides merged by file, and the paths that conflict with their versions. */
  mergeOf(
    into: string,
    from: string,
  ): { readonly files: Files; readonly conflicts: readonly ConflictedFile[] };
  add(commit: { readonly parents: readonly string[]; readonly files: Files }): string;
}

export const textOfVersion = (version: ConflictedFile['ours']): string | undefined =>
  version?.id.slice('blob '.length);

const marked = ({ base, ours, theirs }: ConflictedFile): string =>
  `<<<<<<< ours\n${textOfVersion(ours) ?? ''}\n||||||| base\n${textOfVersion(base) ?? ''}\n=======\n${textOfVersion(theirs) ?? ''}\n>>>>>>> theirs\n`;

const memoryKey = ({ path, ours, theirs }: ConflictedFile): string =>
  JSON.stringify([path, textOfVersion(ours), textOfVersion(theirs)]);

interface Open {
  readonly into: string;
  readonly from: string;
  readonly all: readonly ConflictedFile[];
  readonly files: Map<string, string>;
  readonly resolved: Set<string>;
}

/** The scratch worktrees of a repository in memory; they share what git would remember of resolutions. */
export class FakeScratches {
  readonly #repository: FakeRepository;
  readonly #open = new Map<string, Open>();
  readonly #memory = new Map<string, string>();
  readonly #puts = new Map<string, string>();

  constructor(repository: FakeRepository) {
    this.#repository = repository;
  }

  /** Purposes in which a merge is open. */
  get openPurposes(): string[] {
    return [...this.#open.keys()];
  }

  /** The files that lie in a scratch worktree at this moment. */
  lyingIn(folder: string): Files {
    return this.#repository.filesAt(this.#puts.get(folder) ?? '');
  }

  of(purpose: string): Scratch {
    return {
      at: async (commit) => {
        this.#puts.set(`/scratch/${purpose}`, commit);
        return ok(`/scratch/${purpose}`);
      },
      mergeWithMarkers: async ({ into, from }) => ok(this.#begin(purpose, into, from)),
      openMerge: async () => ok(this.#shown(purpose)),
      lying: async (path) => {
        const text = this.#open.get(purpose)?.files.get(path);
        return ok(
          text === undefined ? { kind: 'absent' } : { kind: 'text', text, exact: true, mode: '100644' },
        );
      },
      saveResolutions: async (files) => this.#save(purpose, files),
      finishMerge: async ({ strategy }) => this.#finish(purpose, strategy),
      remove: async () => {
        this.#open.delete(purpose);
        return ok(undefined);
      },
    };
  }

  #shown(purpose: string): OpenMerge | null {
    const open = this.#open.get(purpose);
    if (open === undefined) return null;
    const { into, from, all, resolved } = open;
    const files = all.filter(({ path }) => !resolved.has(path));
    return { worktree: `/scratch/${purpose}`, into, from, files, resolved: [...resolved] };
  }

  #begin(purpose: string, into: string, from: string): OpenMerge {
    const { files, conflicts } = this.#repository.mergeOf(into, from);
    const open: Open = {
      into,
      from,
      all: conflicts,
      files: new Map(Object.entries(files)),
      resolved: new Set(),
    };
    for (const file of conflicts) {
      const known = this.#memory.get(memoryKey(file));
      open.files.set(file.path, known ?? marked(file));
      if (known !== undefined) open.resolved.add(file.path);
    }
    this.#open.set(purpose, open);
    return {
      worktree: `/scratch/${purpose}`,
      into,
      from,
      files: conflicts.filter(({ path }) => !open.resolved.has(path)),
      resolved: [...open.resolved],
    };
  }

  #save(purpose: string, files: readonly FileResolution[]): Result<OpenMerge> {
    const open = this.#open.get(purpose);
    if (open === undefined) return fail('wrong_state', 'No merge is open.', 'Begin it again.');
    for (const by of files) {
      const file = open.all.find(({ path }) => path === by.path);
      if (file === undefined) return fail('bad_input', `${by.path} has no conflict.`, 'Name another.');
      const text =
        by.how === 'text'
          ? by.text
          : by.how === 'delete' || by.how === 'as_is'
            ? undefined
            : textOfVersion(file[by.how]);
      if (text === undefined) open.files.delete(by.path);
      else open.files.set(by.path, text);
      if (text !== undefined && firstMarker(text) !== null) continue;
      open.resolved.add(by.path);
      if (text !== undefined) this.#memory.set(memoryKey(file), text);
    }
    const shown = this.#shown(purpose);
    return shown === null ? fail('wrong_state', 'No merge is open.', 'Begin it again.') : ok(shown);
  }

  #finish(purpose: string, strategy: 'merge' | 'squash') {
    const open = this.#open.get(purpose);
    if (open === undefined) return fail('wrong_state', 'No merge is open.', 'Begin it again.');
    const left = open.all.filter(({ path }) => !open.resolved.has(path));
    if (left.length > 0)
      return ok({ kind: 'unresolved' as const, files: left.map(({ path }) => ({ path, line: 1 })) });
    const parents = strategy === 'merge' ? [open.into, open.from] : [open.into];
    const commit = this.#repository.add({ parents, files: Object.fromEntries(open.files) });
    this.#open.delete(purpose);
    return ok({ kind: 'merged' as const, commit, tree: commit });
  }
}
