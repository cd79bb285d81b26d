import type { ConflictedFile } from '../../src-main/core/ports/branch-merges.ts';
import type { ChangedFile } from '../../src-main/core/ports/branch-reads.ts';

export type Files = Readonly<Record<string, string>>;
interface Commit {
  readonly parents: readonly string[];
  readonly files: Files;
}

/** Commits in memory: each is a map of files, and a merge of two is three-way by file. */
export class FakeHistory {
  readonly #commits = new Map<string, Commit>();

  has(commit: string): boolean {
    return this.#commits.has(commit);
  }

  parentsOf(commit: string): readonly string[] {
    return this.#commits.get(commit)?.parents ?? [];
  }

  filesAt(commit: string): Files {
    return this.#commits.get(commit)?.files ?? {};
  }

  add(commit: Commit): string {
    const hash = (this.#commits.size + 1).toString(16).padStart(40, '0');
    this.#commits.set(hash, commit);
    return hash;
  }

  ancestors(commit: string): Set<string> {
    const seen = new Set<string>();
    const open = [commit];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(...(this.#commits.get(next)?.parents ?? []));
    }
    return seen;
  }

  /** Hashes count up, so the highest common one is the latest. */
  mergeBase(one: string, other: string): string {
    const theirs = this.ancestors(other);
    return (
      [...this.ancestors(one)]
        .filter((hash) => theirs.has(hash))
        .sort()
        .at(-1) ?? ''
    );
  }

  threeWay(base: Files, ours: Files, theirs: Files): { files: Files; conflicts: string[] } {
    const files: Record<string, string> = {};
    const conflicts: string[] = [];
    for (const path of new Set([...Object.keys(base), ...Object.keys(ours), ...Object.keys(theirs)])) {
      const [before, our, their] = [base[path], ours[path], theirs[path]];
      const taken = our === before ? their : our;
      if (our !== before && their !== before && our !== their) conflicts.push(path);
      if (taken !== undefined) files[path] = taken;
    }
    return { files, conflicts };
  }

  mergeOf(into: string, from: string): { files: Files; conflicts: ConflictedFile[] } {
    const base = this.filesAt(this.mergeBase(into, from));
    const [ours, theirs] = [this.filesAt(into), this.filesAt(from)];
    const { files, conflicts } = this.threeWay(base, ours, theirs);
    const version = (of: Files, path: string) =>
      of[path] === undefined ? null : { id: `blob ${of[path]}`, mode: '100644', path };
    return {
      files,
      conflicts: conflicts.map((path) => ({
        ...{ path, kind: 'content' as const, base: version(base, path) },
        ...{ ours: version(ours, path), theirs: version(theirs, path) },
      })),
    };
  }

  changed(from: string, to: string): ChangedFile[] {
    const [before, after] = [this.filesAt(from), this.filesAt(to)];
    const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    const lines = (text: string | undefined): number => text?.split('\n').length ?? 0;
    return paths
      .filter((path) => before[path] !== after[path])
      .map((path) => ({
        ...{ path, oldPath: null, oldMode: null, mode: null, binary: false },
        kind: before[path] === undefined ? 'created' : after[path] === undefined ? 'deleted' : 'changed',
        ...{ insertions: lines(after[path]), deletions: lines(before[path]) },
      }));
  }
}
