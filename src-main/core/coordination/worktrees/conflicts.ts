import type { TuttiEvent } from '@contract/events.ts';
import type { InstanceId, Party } from '@contract/ids.ts';
import type { Lock } from '@contract/locks.ts';
import { type Conflict, conflictsNamed } from '@contract/worktree-work.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import type { Fact } from '../../ledger.ts';
import { HeldPaths } from '../../model/held-paths.ts';
import type { WorktreeLook } from '../../ports/worktree-watch.ts';
import { noticeFacts } from '../stored-facts.ts';

/** The files that differ in each watched worktree now. */
type DirtyFiles = ReadonlyMap<InstanceId, ReadonlySet<string>>;

/** What a change touches, and in which commit. */
interface Touch {
  readonly path: string;
  readonly commit: string | null;
}

const keyOf = ({ path, holder }: Pick<Conflict, 'path' | 'holder'>): string => `${holder} ${path}`;

/** So many names fit a message that a model reads. */
const toldNames = 10;

/** Watches that nobody changes what another has locked. What is found is in `view.conflicts` until it is resolved. */
export class Conflicts {
  readonly #crew: Crew;
  readonly #dirty: DirtyFiles;
  #locks: readonly Lock[] | null = null;
  #held = new HeldPaths([]);

  constructor(crew: Crew, dirty: DirtyFiles) {
    this.#crew = crew;
    this.#dirty = dirty;
    crew.ledger.listen((events) => this.#hear(events));
  }

  /** The held locks as they are at present, made ready to be asked. */
  held(): HeldPaths {
    const { locks } = this.#crew.ledger.view;
    if (this.#locks !== locks) {
      this.#locks = locks;
      this.#held = new HeldPaths(locks);
    }
    return this.#held;
  }

  /** After a look: what it brought, and what has gone with it. */
  look(id: InstanceId, look: WorktreeLook): void {
    const committed = look.commits.flatMap(({ hash, touched }) =>
      touched.map((path) => ({ path, commit: hash })),
    );
    const written = look.changed.map(({ path }) => ({ path, commit: null }));
    const carried = this.#carried(id, look);
    const found = this.#found(id, [...carried, ...committed, ...written]);
    const undone = this.#of(id).filter((open) => this.#isUndone(open, look, found));
    this.#append(id, found, resolved(undone, 'undone'));
  }

  /** At the start of a host: locks may have ended since the conflicts were written down. */
  begin(): void {
    this.#release();
  }

  #of(id: InstanceId): Conflict[] {
    return this.#crew.ledger.view.conflicts.filter((conflict) => conflict.id === id);
  }

  #hear(events: readonly TuttiEvent[]): void {
    if (this.#crew.stopped) return;
    const granted = events.some(({ kind }) => kind === 'lock.granted');
    const ended = events.some(({ kind }) => kind === 'lock.released' || kind === 'lock.expired');
    if (ended) this.#crew.guarded('conflicts of a lock that ended', () => this.#release());
    if (granted) this.#crew.guarded('conflicts of a new lock', () => this.#reviewAll());
  }

  /** Conflicts whose holder has no such lock any more. */
  #release(): void {
    const held = this.held();
    const over = this.#crew.ledger.view.conflicts.filter(
      ({ id, path, holder }) => !held.of(path, id).some((lock) => lock.holder === holder),
    );
    this.#crew.ledger.append(resolved(over, 'released'));
  }

  #reviewAll(): void {
    for (const [id, files] of this.#dirty) this.#review(id, files);
  }

  #review(id: InstanceId, files: ReadonlySet<string>): void {
    if (files.size === 0 || this.held().isEmpty) return;
    this.#append(
      id,
      this.#found(
        id,
        [...files].map((path) => ({ path, commit: null })),
      ),
      [],
    );
  }

  /** An amended commit takes over what the one before it was in conflict for, as far as it is still in it. */
  #carried(id: InstanceId, { commits }: WorktreeLook): Touch[] {
    return commits.flatMap(({ hash, amends, files }) =>
      this.#of(id)
        .filter(({ commit, path }) => commit !== null && commit === amends && files.includes(path))
        .map(({ path }) => ({ path, commit: hash })),
    );
  }

  /** New conflicts of some touches, and open ones that are in a commit now. */
  #found(id: InstanceId, touches: readonly Touch[]): Fact[] {
    const held = this.held();
    if (held.isEmpty) return [];
    const open = new Map(this.#of(id).map((conflict) => [keyOf(conflict), conflict.commit]));
    const count = new Map<string, number>();
    for (const { holder } of this.#of(id)) count.set(holder, (count.get(holder) ?? 0) + 1);
    const facts = new Map<string, Fact>();
    for (const { path, commit } of touches) {
      for (const { holder, mode, id: lock, token } of held.of(path, id)) {
        if (this.#isThere(id, holder)) continue;
        const key = keyOf({ path, holder });
        const known = open.get(key);
        if (token === null || known === commit || (known !== undefined && commit === null)) continue;
        const named = count.get(holder) ?? 0;
        if (known === undefined && named >= conflictsNamed) continue;
        if (known === undefined) count.set(holder, named + 1);
        open.set(key, commit);
        facts.set(key, { kind: 'conflict.found', data: { id, path, holder, mode, lock, token, commit } });
      }
    }
    return [...facts.values()];
  }

  /** Whoever works in the same worktree may be the one who changed it: which of them it was can't be seen. */
  #isThere(id: InstanceId, holder: Party): boolean {
    const { instances } = this.#crew.ledger.view;
    const cwd = holder === 'person' ? undefined : instances[holder]?.cwd;
    return cwd !== undefined && cwd === instances[id]?.cwd;
  }

  #isUndone({ id, path, commit, holder }: Conflict, look: WorktreeLook, found: readonly Fact[]): boolean {
    const again = found.some(
      (fact) => fact.kind === 'conflict.found' && fact.data.path === path && fact.data.holder === holder,
    );
    if (again) return false;
    if (commit !== null) return look.dropped.includes(commit);
    return this.#dirty.get(id)?.has(path) !== true;
  }

  #append(id: InstanceId, found: readonly Fact[], over: readonly Fact[]): void {
    if (found.length + over.length === 0) return;
    const isNew = found.flatMap((fact) =>
      fact.kind === 'conflict.found' && !this.#isOpen(fact.data) ? [fact.data] : [],
    );
    const notices =
      isNew.length === 0 ? [] : noticeFacts(this.#crew, [{ to: id, text: words(isNew), priority: 'high' }]);
    this.#crew.ledger.append([...found, ...over, ...notices]);
  }

  #isOpen({ id, path, holder }: Pick<Conflict, 'id' | 'path' | 'holder'>): boolean {
    return this.#of(id).some((open) => open.path === path && open.holder === holder);
  }
}

const resolved = (conflicts: readonly Conflict[], why: 'released' | 'undone'): Fact[] =>
  conflicts.map(({ id, path, holder }) => ({ kind: 'conflict.resolved', data: { id, path, holder, why } }));

const words = (conflicts: readonly Omit<Conflict, 'at'>[]): string => {
  const names = conflicts.slice(0, toldNames).map(({ path, holder }) => `- ${path} (locked by ${holder})`);
  const rest = conflicts.length - names.length;
  return [
    'You have changed files that others have locked:',
    ...names,
    ...(rest > 0 ? [`and ${rest} more`] : []),
    'Take the change back, or ask the holder to let the lock go and lock the file yourself. Until then it can be neither committed nor merged.',
  ].join('\n');
};
