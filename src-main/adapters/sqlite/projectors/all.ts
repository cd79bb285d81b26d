import type { EventKind, TuttiEvent } from '@contract/events.ts';
import type Database from 'better-sqlite3';
import { instanceProjectors } from './instances.ts';
import { lockProjectors } from './locks.ts';
import { messageProjectors } from './messages.ts';
import { orphanProjectors } from './orphans.ts';
import { projectProjectors } from './project.ts';
import { logOnly, type Projector } from './projector.ts';
import { ruleProjectors } from './rules.ts';
import { runProjectors } from './runs.ts';
import { worktreeProjectors } from './worktrees.ts';

type Projectors = { readonly [K in EventKind]: Projector<K> };

/** Kinds whose rows belong to a run: without that run there is nothing they could be about. */
const isOfRun = (kind: EventKind): boolean =>
  kind.startsWith('instance.') ||
  kind.startsWith('message.') ||
  kind.startsWith('lock.') ||
  kind.startsWith('conflict.');

/** Changes the rows that an event is about; with `reduce` it is the other of the two readings of the log. */
export const prepareProjection = (db: Database.Database): ((event: TuttiEvent) => void) => {
  const runs = runProjectors(db);
  const projectors: Projectors = {
    ...projectProjectors(db),
    ...instanceProjectors(db),
    ...messageProjectors(db),
    ...lockProjectors(db),
    ...worktreeProjectors(db),
    ...orphanProjectors(db),
    ...ruleProjectors(db),
    'run.started': runs['run.started'],
    'run.ended': runs['run.ended'],
    'instance.answered': logOnly,
    'instance.reminded': logOnly,
    'call.refused': logOnly,
    'terminal.gapped': logOnly,
  };
  return (event) => {
    if (isOfRun(event.kind) && !runs.knows(event.run)) return;
    // The table's type ties each kind to its projector; TypeScript can't follow that through an index.
    (projectors[event.kind] as Projector<EventKind>)(event as never);
  };
};
