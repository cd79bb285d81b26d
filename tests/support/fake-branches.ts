import type { MergeCheck } from '@contract/merges.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { Advance, ConflictedFile, Waiting } from '../../src-main/core/ports/branch-merges.ts';
import type { BranchPlace } from '../../src-main/core/ports/branch-stands.ts';
import type { Branches } from '../../src-main/core/ports/branches.ts';
import type { Checks, CheckWish } from '../../src-main/core/ports/checks.ts';
import type { Worktree } from '../../src-main/core/ports/worktrees.ts';
import { FakeHistory, type Files } from './fake-history.ts';
import { FakeScratches } from './fake-scratch.ts';

const notOnStage = async (): Promise<Result<never>> =>
  fail('unsupported', 'Not on the stage.', 'Use the real git.');

/** A repository in memory: commits are maps of files, and a merge is three-way by file. */
export class FakeBranches implements Branches {
  readonly #history = new FakeHistory();
  readonly #refs = new Map<string, string>();
  /** Branches whose checkout is in the way. */
  readonly inTheWay = new Map<string, Waiting>();
  /** Called before a branch is moved: a test's chance to move it first, or to end the host. */
  beforeAdvance: (branch: string) => void = () => undefined;
  mended = 0;
  readonly scratchWorktrees = new FakeScratches({
    filesAt: (commit) => this.filesAt(commit),
    mergeOf: (into, from) => this.#history.mergeOf(into, from),
    add: (commit) => this.#history.add(commit),
  });

  constructor() {
    this.#refs.set('main', this.#history.add({ parents: [], files: { 'README.md': 'start' } }));
  }

  begin(branch: string, from: string): void {
    if (!this.#refs.has(branch)) this.#refs.set(branch, this.#at(from));
  }

  /** A new commit on a branch with these files changed; null deletes one. */
  commit(branch: string, changes: Readonly<Record<string, string | null>>): string {
    const onto = this.#at(branch);
    const changed = { ...this.filesAt(onto), ...changes };
    const files = Object.fromEntries(
      Object.entries(changed).filter((entry): entry is [string, string] => entry[1] !== null),
    );
    const hash = this.#history.add({ parents: [onto], files });
    this.#refs.set(branch, hash);
    return hash;
  }

  /** A merge commit on a branch: the other side's files, and these. */
  mergeCommit(branch: string, other: string, changes: Files): string {
    const onto = this.#at(branch);
    const files = { ...this.filesAt(onto), ...this.filesAt(other), ...changes };
    const hash = this.#history.add({ parents: [onto, other], files });
    this.#refs.set(branch, hash);
    return hash;
  }

  move(branch: string, commit: string): void {
    this.#refs.set(branch, commit);
  }

  delete(branch: string): void {
    this.#refs.delete(branch);
  }

  filesOf(branch: string): Files {
    return this.filesAt(this.#at(branch));
  }

  filesAt(commit: string): Files {
    return this.#history.filesAt(commit);
  }

  #at(name: string): string {
    const hash =
      this.#refs.get(name === 'HEAD' ? 'main' : name) ?? (this.#history.has(name) ? name : undefined);
    if (hash === undefined) throw new Error(`no ${name} on the stage`);
    return hash;
  }

  readonly current: Branches['current'] = async () =>
    this.broken === null ? ok('main') : fail('git_failed', this.broken, 'Mend it.');
  readonly tips: Branches['tips'] = async (branches) =>
    ok(new Map(branches.map((branch) => [branch, this.#refs.get(branch) ?? null])));
  readonly tip: Branches['tip'] = async (branch) => ok(this.#refs.get(branch) ?? null);
  readonly commitOf: Branches['commitOf'] = async (name) =>
    ok(this.#refs.get(name) ?? (this.#history.has(name) ? name : null));

  readonly fileAt: Branches['fileAt'] = async (commit, path) => {
    const files = this.filesAt(commit);
    const text = Object.hasOwn(files, path) ? files[path] : undefined;
    return ok(text === undefined ? { kind: 'absent' } : { kind: 'text', text, exact: true, mode: '100644' });
  };

  readonly standOf: Branches['standOf'] = async ({ branch, base }) => {
    const [tip, baseTip] = [this.#at(branch), this.#at(base)];
    const [mine, theirs] = [this.#history.ancestors(tip), this.#history.ancestors(baseTip)];
    const only = (some: Set<string>, others: Set<string>) => [...some].filter((hash) => !others.has(hash));
    const mergeBase = this.#history.mergeBase(tip, baseTip);
    return ok({
      ...{ tip, baseTip, mergeBase, files: this.#history.changed(mergeBase, tip) },
      ...{ ahead: only(mine, theirs).length, behind: only(theirs, mine).length },
    });
  };

  readonly tryMerge: Branches['tryMerge'] = async ({ into, from, strategy }) => {
    if (this.#history.ancestors(into).has(from)) return ok({ kind: 'nothing' });
    const made = this.#history.mergeOf(into, from);
    if (made.conflicts.length > 0)
      return ok({ kind: 'conflicted', files: made.conflicts, messages: [], stoppedAt: null });
    const commit = this.#history.add({
      parents: strategy === 'merge' ? [into, from] : [into],
      files: made.files,
    });
    return ok({ kind: 'merged', commit, tree: commit, notes: [] });
  };

  readonly advance: Branches['advance'] = async ({ branch, from, to }) => {
    this.beforeAdvance(branch);
    const waiting = this.inTheWay.get(branch);
    if (waiting !== undefined) return ok<Advance>(waiting);
    const tip = this.#refs.get(branch) ?? null;
    if (tip !== from) return ok({ kind: 'stale', tip });
    this.#refs.set(branch, to);
    return ok({ kind: 'moved', worktree: null });
  };

  readonly undo: Branches['undo'] = async ({ branch, before, after }) => {
    const tip = this.#refs.get(branch);
    if (tip === undefined || !this.#history.ancestors(tip).has(after))
      return ok({ kind: 'gone', tip: tip ?? null });
    if (tip === after) {
      this.#refs.set(branch, before);
      return ok({ kind: 'back', worktree: null });
    }
    const made = this.#history.threeWay(this.filesAt(after), this.filesAt(tip), this.filesAt(before));
    const files = made.conflicts.map(
      (path): ConflictedFile => ({ path, kind: 'content', base: null, ours: null, theirs: null }),
    );
    if (files.length > 0) return ok({ kind: 'conflicted', files, messages: [] });
    const commit = this.#history.add({ parents: [tip], files: made.files });
    this.#refs.set(branch, commit);
    return ok({ kind: 'reverted', commit, worktree: null });
  };

  /** Set: git can't be asked, and why. */
  broken: string | null = null;
  /** What branches' worktrees have checked out, where it is not what it should be. */
  readonly places = new Map<string, BranchPlace>();
  /** Lines that are not committed, by worktree. */
  readonly open = new Map<string, { insertions: number; deletions: number }>();
  followed: { readonly branches: readonly string[]; readonly moved: () => void } | null = null;
  /** How often it was asked where branches stand, and which pairs were tried. */
  asked = 0;
  readonly tried: (readonly [string, string])[] = [];

  /** As if git had moved something, by whom ever. */
  sign(): void {
    this.followed?.moved();
  }

  readonly stands: Branches['stands'] = async (wishes) => {
    this.asked += 1;
    if (this.broken !== null) return fail('git_failed', this.broken, 'Mend it.');
    return ok(
      wishes.map(({ branch, base }) => {
        const [tip, baseTip] = [this.#refs.get(branch) ?? null, this.#refs.get(base) ?? null];
        const place = this.places.get(branch) ?? { kind: 'there' as const };
        const none = { ahead: 0, behind: 0, files: 0, insertions: 0, deletions: 0, conflicts: [] };
        if (tip === null || baseTip === null) return { ...none, tip, baseTip, related: true, place };
        const [mine, theirs] = [this.#history.ancestors(tip), this.#history.ancestors(baseTip)];
        const only = (one: Set<string>, other: Set<string>) => [...one].filter((hash) => !other.has(hash));
        const before = this.filesAt(this.#history.mergeBase(tip, baseTip));
        const now = this.filesAt(tip);
        const changed = [...new Set([...Object.keys(before), ...Object.keys(now)])].filter(
          (path) => before[path] !== now[path],
        );
        return {
          ...{ tip, baseTip, related: true, place, files: changed.length },
          ...{ ahead: only(mine, theirs).length, behind: only(theirs, mine).length },
          insertions: changed.filter((path) => now[path] !== undefined).length,
          deletions: changed.filter((path) => before[path] !== undefined).length,
          conflicts: this.#conflicts(tip, baseTip),
        };
      }),
    );
  };

  #conflicts(one: string, other: string): string[] {
    const base = this.#history.mergeBase(one, other);
    return this.#history.threeWay(this.filesAt(base), this.filesAt(one), this.filesAt(other)).conflicts;
  }

  readonly predict: Branches['predict'] = async (pairs) => {
    this.tried.push(...pairs);
    return ok(pairs.map(([one, other]) => ({ one, other, files: this.#conflicts(one, other) })));
  };

  readonly openLines: Branches['openLines'] = async (worktree) =>
    ok(this.open.get(worktree) ?? { insertions: 0, deletions: 0 });

  readonly follow: Branches['follow'] = async (branches, moved) => {
    const followed = { branches, moved };
    this.followed = followed;
    return {
      watched: true,
      stop: () => {
        if (this.followed === followed) this.followed = null;
      },
    };
  };

  readonly checkedOut: Branches['checkedOut'] = async (branch) => {
    const waiting = this.inTheWay.get(branch);
    return ok(waiting === undefined ? [] : [{ worktree: waiting.worktree, busy: 'merge', away: false }]);
  };

  readonly keep: Branches['keep'] = async (ref, commit) => {
    this.#refs.set(ref, commit);
    return ok(undefined);
  };

  readonly keepAll: Branches['keepAll'] = async (refs) => {
    for (const { ref, commit } of refs) this.#refs.set(ref, commit);
    return ok(undefined);
  };

  readonly scratch: Branches['scratch'] = (purpose) => this.scratchWorktrees.of(purpose);

  readonly scratches: Branches['scratches'] = async () => ok([...this.scratchWorktrees.openPurposes]);

  readonly mend: Branches['mend'] = async () => {
    this.mended += 1;
    return ok([]);
  };

  readonly commits: Branches['commits'] = async (base, branch, limit) => {
    const known = this.#history.ancestors(this.#at(base));
    const own = [...this.#history.ancestors(this.#at(branch))].filter((hash) => !known.has(hash));
    return ok(
      own
        .sort()
        .reverse()
        .slice(0, limit)
        .map((hash) => ({
          ...{ hash, author: 'Ada', email: 'ada@example.invalid', at: 1, subject: `commit ${hash}` },
          parents: [...this.#history.parentsOf(hash)],
        })),
    );
  };

  readonly diffFiles: Branches['diffFiles'] = async (from, to) => {
    const [before, after] = [this.filesAt(from), this.filesAt(to)];
    const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return ok(
      paths
        .filter((path) => before[path] !== after[path])
        .map((path) => ({
          ...{ path, oldPath: null, kind: 'changed', binary: false, oldMode: null, mode: null },
          ...{ insertions: 1, deletions: 1 },
        })),
    );
  };

  /** What is not committed, by worktree. */
  readonly uncommitted = new Map<string, Files>();

  readonly saveWork: Branches['saveWork'] = async ({ worktree, ref }) => {
    const files = this.uncommitted.get(worktree);
    if (files === undefined) return ok(null);
    const branch = `tutti/${worktree.split('/').slice(2).join('/')}`;
    const parent = this.#refs.get(branch) ?? this.#at('main');
    const commit = this.#history.add({ parents: [parent], files: { ...this.filesAt(parent), ...files } });
    this.#refs.set(ref, commit);
    return ok({ commit, files: Object.keys(files).length, left: [] });
  };

  readonly kept: Branches['kept'] = async (prefix) =>
    ok(
      [...this.#refs]
        .filter(([ref]) => ref.startsWith(prefix))
        .map(([ref, commit]) => ({ ref, commit, at: 0, subject: '' })),
    );

  readonly drop: Branches['drop'] = async (ref, old) =>
    ok(this.#refs.get(ref) === old && this.#refs.delete(ref));

  /** Worktrees of Tutti's own by name (`1/exec_1`), with the branch that each is on; signs of git's in `signs`. */
  readonly worktrees = new Map<string, string>();
  readonly signs = new Map<string, { busy?: 'rebase'; locked?: true; missing?: true }>();
  /** Called before a worktree is made, which takes its time. */
  beforePlace: () => void | Promise<void> = () => undefined;
  /** Called before a worktree goes. */
  beforeRemove: () => void | Promise<void> = () => undefined;

  readonly ownPlaces: Branches['ownPlaces'] = async () => {
    const taken = new Set(this.worktrees.values());
    const none = { missing: false, busy: null, locked: false, onOther: false };
    const free = [...this.#refs.keys()].filter((ref) => ref.startsWith('tutti/') && !taken.has(ref));
    return ok([
      ...[...this.worktrees].map(([name, branch]) => ({
        ...{ ...none, ...this.signs.get(name) },
        ...{ name, worktree: `/worktrees/${name}`, branch, tip: this.#refs.get(branch) ?? null },
      })),
      ...free.map((branch) => {
        return { ...none, name: branch, worktree: null, branch, tip: this.#refs.get(branch) ?? null };
      }),
    ]);
  };

  readonly removeWorktree: Branches['removeWorktree'] = async (worktree) => {
    await this.beforeRemove();
    this.worktrees.delete(worktree.split('/').slice(2).join('/'));
    return ok(undefined);
  };

  /** A worktree that is gone is made again while its branch is there; any other folder counts as there. */
  async comeBack({ path, branch }: Worktree): Promise<Result<boolean>> {
    const name = path.split('/').slice(2).join('/');
    if (!path.startsWith('/worktrees/') || this.worktrees.has(name)) return ok(false);
    if (!this.#refs.has(branch))
      return fail('wrong_state', `the branch ${branch} is gone`, 'Spawn another instance.');
    this.worktrees.set(name, branch);
    return ok(true);
  }

  readonly finishRemoving: Branches['finishRemoving'] = (worktree) => this.removeWorktree(worktree);
  readonly ignoredIn: Branches['ignoredIn'] = async () => ok([]);
  readonly deleteBranch: Branches['deleteBranch'] = async (branch, old) =>
    ok(this.#refs.get(branch) === old && this.#refs.delete(branch));

  /** Branches have no prefix here, all other refs have their own. */
  readonly containing: Branches['containing'] = async (commit, prefix) =>
    ok(
      [...this.#refs]
        .map(([ref, at]) => [ref.startsWith('refs/') ? ref : `refs/heads/${ref}`, at] as const)
        .filter(([ref, at]) => ref.startsWith(prefix) && this.#history.ancestors(at).has(commit))
        .map(([ref]) => ref),
    );

  readonly blob: Branches['blob'] = async ({ id, mode }) =>
    ok({ kind: 'text', text: id.slice('blob '.length), exact: true, mode });
  readonly patch = notOnStage;
}

/** The command is a file's name: the check passes unless what that file says is `broken`. `hang`: it ends when called off. */
export class FakeChecks implements Checks {
  readonly #branches: FakeBranches;

  constructor(branches: FakeBranches) {
    this.#branches = branches;
  }

  async run({ folder, command, signal }: CheckWish): Promise<MergeCheck> {
    const lies = (): string | undefined => this.#branches.scratchWorktrees.lyingIn(folder)[command];
    if (lies() === 'hang' && !signal.aborted)
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    // It takes its time: what it finds is what lies there by then.
    await Promise.resolve();
    const said = lies();
    const outcome = signal.aborted ? 'not-started' : said === 'broken' ? 'failed' : 'passed';
    return { command, outcome, output: `${command}: ${said}`, ms: 1 };
  }
}
