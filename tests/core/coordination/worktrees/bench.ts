import { join } from 'node:path';
import type { LockMode } from '@contract/locks.ts';
import { onTestFinished } from 'vitest';
import { openStore } from '../../../../src-main/adapters/sqlite/open-store.ts';
import { WorktreeWork } from '../../../../src-main/core/coordination/worktrees/worktree-work.ts';
import { Crew } from '../../../../src-main/core/hierarchy/crew.ts';
import { type Fact, Ledger } from '../../../../src-main/core/ledger.ts';
import type { ProjectPorts } from '../../../../src-main/core/project-ports.ts';
import type { TerminalFeed } from '../../../../src-main/core/recording/terminal-feed.ts';
import { FakeWorktreeWatches } from '../../../support/fake-worktree-watches.ts';
import { ManualClock } from '../../../support/manual-clock.ts';
import { memoryLog } from '../../../support/memory-log.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

export const folderOf = (id: string): string => `/worktrees/1/${id}`;

export const spawned = (id: string, own = true): Fact => ({
  kind: 'instance.spawned',
  data: {
    id,
    role: 'specialist',
    parent: null,
    profile: 'shell',
    scripted: false,
    task: '',
    cwd: own ? folderOf(id) : '/project',
    branch: own ? `tutti/1/${id}` : 'main',
    size: { cols: 80, rows: 24 },
  },
});

type CrewParts = ConstructorParameters<typeof Crew>[3];

/** The watching of worktrees alone: a real log, worktrees that a test speaks for, and locks as events. */
export const raise = (file = join(tempFolder(), 'events.sqlite'), clock = new ManualClock()) => {
  const log = memoryLog();
  const opened = openStore(file, { now: () => clock.now(), log });
  if (!opened.ok) throw new Error(opened.error.message);
  const { store } = opened.value;
  onTestFinished(() => store.close());
  const watches = new FakeWorktreeWatches();
  const ledger = new Ledger(store, log);
  // What the watching asks of its ports; a test that needs another one fails at once.
  const repository = { root: '/project', branch: 'main' };
  const ports = { store, clock, log, repository, worktreeWatches: watches } as unknown as ProjectPorts;
  // Nothing is launched here, so none of those who see to starts is asked.
  const crew = new Crew(ports, ledger, {} as TerminalFeed, () => ({}) as ReturnType<CrewParts>);
  if (ledger.view.run === null) ledger.append([{ kind: 'run.started', data: { run: 1, title: '' }, run: 1 }]);
  const work = new WorktreeWork(crew);
  let locks = 0;
  const lock = (holder: string, paths: string[], mode: LockMode = 'exclusive') => {
    locks += 1;
    const id = `lock_${locks}`;
    const data = { lock: id, holder, paths, mode, reason: '', lease: null, expiresAt: null };
    const [event] = ledger.append([{ kind: 'lock.granted', data }]);
    return () =>
      void ledger.append([
        { kind: 'lock.released', data: { lock: id, holder, paths, token: event?.seq ?? 1, why: 'asked' } },
      ]);
  };
  return {
    crew,
    ledger,
    store,
    watches,
    work,
    lock,
    log,
    clock,
    conflicts: () =>
      ledger.view.conflicts.map(({ id, path, holder, commit }) => ({ id, path, holder, commit })),
    kinds: () => store.events({ after: 0, limit: 5000, newest: false }).map(({ kind }) => kind),
    workOf: (id: string) => ledger.view.instances[id]?.work,
    /** Another host on the same log. */
    reborn: () => {
      crew.stopped = true;
      return raise(file, clock);
    },
  };
};
