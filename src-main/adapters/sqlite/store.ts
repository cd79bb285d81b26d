import { chunksOf } from '@contract/chunks.ts';
import type { EventDraft, TuttiEvent } from '@contract/events.ts';
import { emptyView, type View } from '@contract/view.ts';
import type Database from 'better-sqlite3';
import type { SecretChange, Store } from '../../core/ports/store.ts';
import { checkDraft, prepareAppend } from './append-event.ts';
import { withFailures } from './failures.ts';
import { prepareProjection } from './projectors/all.ts';
import { prepareReadBatches } from './read-batches.ts';
import { prepareReadEvents, prepareUsedAfter } from './read-events.ts';
import { prepareReadInstances } from './read-instances.ts';
import { prepareReadKeptWork } from './read-kept-work.ts';
import { prepareReadKnowledge } from './read-knowledge.ts';
import { prepareReadLocks } from './read-locks.ts';
import { prepareReadMerges } from './read-merges.ts';
import { prepareReadMessages } from './read-messages.ts';
import { prepareReadOverlaps } from './read-overlaps.ts';
import {
  prepareMeta,
  prepareReadProject,
  prepareReadRecordings,
  prepareReadSecrets,
} from './read-project.ts';
import { prepareReadReview } from './read-review.ts';
import { prepareReadSubscriptions } from './read-subscriptions.ts';
import { prepareReadTasks } from './read-tasks.ts';
import { prepareReadWorktrees } from './read-worktrees.ts';
import { prepareSecrets } from './secret-changes.ts';

type Commit = Store['commit'];

/** Events, rows and secrets in one immediate transaction: the only way anything of the log is written. */
const prepareCommit = (db: Database.Database, now: () => number): Commit => {
  const append = prepareAppend(db);
  const project = prepareProjection(db);
  const writeSecret = prepareSecrets(db);
  const { lastSeq } = prepareReadProject(db);
  const write = db.transaction((drafts: readonly EventDraft[], secrets: readonly SecretChange[]) => {
    // Read, not remembered: the number is right whatever became of an earlier transaction. It costs about 1 µs.
    let seq = lastSeq();
    const at = now();
    const events: TuttiEvent[] = [];
    for (const draft of drafts) {
      seq += 1;
      const event = append(draft, seq, at);
      project(event);
      events.push(event);
    }
    for (const secret of secrets) writeSecret(secret);
    return events;
  }).immediate;
  return (drafts, secrets = []) => write(drafts.map(checkDraft), secrets);
};

const byId = <T extends { readonly id: string }>(rows: readonly T[]): Record<string, T> =>
  Object.fromEntries(rows.map((row) => [row.id, row]));

/** The store over an open, migrated database. `file` is only named in failures. */
export const makeStore = (db: Database.Database, file: string, now: () => number): Store => {
  const project = prepareReadProject(db);
  const instances = prepareReadInstances(db);
  const messages = prepareReadMessages(db);
  const { locks } = prepareReadLocks(db);
  const { conflicts, changedFiles, changes } = prepareReadWorktrees(db);
  const subscriptions = prepareReadSubscriptions(db);
  const tasks = prepareReadTasks(db);
  const { batches } = prepareReadBatches(db);
  const { merges } = prepareReadMerges(db);
  const { overlaps } = prepareReadOverlaps(db);
  const { recording, ...recordings } = prepareReadRecordings(db);
  const commit = prepareCommit(db, now);
  const view = db.transaction((): View => {
    const run = project.runs().at(-1) ?? null;
    return {
      ...project.projectView(),
      run,
      ...(run === null ? { approvals: [], approvesAll: false } : project.approvals(run.run)),
      shutdown: run === null ? null : project.shutdown(run.run),
      recording: run === null ? emptyView.recording : recording(run.run),
      instances: run === null ? {} : byId(instances.instances(run.run)),
      messages: run === null ? [] : chunksOf(messages.allMessages(run.run)),
      locks: run === null ? [] : locks(run.run),
      conflicts: run === null ? [] : conflicts(run.run),
      subscriptions: run === null ? [] : subscriptions(run.run),
      tasks: run === null ? [] : tasks.tasks(run.run),
      plan: tasks.plan(run?.run ?? null),
      batches: run === null ? [] : batches(run.run),
      merges: run === null ? [] : merges(run.run),
      overlaps: run === null ? [] : overlaps(run.run),
    };
  });
  const parts = {
    commit,
    view,
    events: prepareReadEvents(db),
    usedAfter: prepareUsedAfter(db),
    runs: project.runs,
    ...recordings,
    instances: instances.instances,
    launched: instances.launched,
    lastOrdinal: instances.lastOrdinal,
    message: messages.message,
    messages: messages.messages,
    changedFiles,
    changes,
    ...prepareReadKnowledge(db),
    ...prepareReadKeptWork(db),
    ...prepareReadReview(db),
    merges,
    lastTask: tasks.lastTask,
    ...prepareReadSecrets(db),
    ...prepareMeta(db),
    close: () => void db.close(),
  };
  return guarded(parts, file);
};

/** Each method as it is, with SQLite's expected errors turned into TuttiFailures. */
const guarded = (store: Store, file: string): Store =>
  Object.fromEntries(
    Object.entries(store).map(([name, method]: [string, (...input: never[]) => unknown]) => [
      name,
      (...input: never[]) => withFailures(file, () => method(...input)),
    ]),
  ) as unknown as Store;
