import type { EventData, EventDraft, TuttiEvent } from '@contract/events.ts';
import type { InstanceId } from '@contract/ids.ts';
import type { Instance } from '@contract/instances.ts';
import type { KeptWork } from '@contract/kept-work.ts';
import type { Decision, Knowledge } from '@contract/knowledge.ts';
import type { Merge } from '@contract/merges.ts';
import type { Message, MessageWithText } from '@contract/messages.ts';
import type { RemovedRecording } from '@contract/recordings.ts';
import type { Review } from '@contract/review.ts';
import type { VerbParsed } from '@contract/verbs.ts';
import type { Run, View } from '@contract/view.ts';
import type { ChangedFile, Changes } from '@contract/worktree-work.ts';
import type { UsedEvent } from '../model/usage-count.ts';

/** Rows that never become part of an event, since events are shown and exported. */
export type SecretChange =
  /** Replaces the instance's earlier token. */
  | { readonly kind: 'token'; readonly run: number; readonly id: InstanceId; readonly hash: string }
  | {
      readonly kind: 'nonce';
      readonly run: number;
      readonly id: InstanceId;
      readonly incarnation: number;
      readonly hash: string;
      /** Milliseconds since 1970 until which a confirmation is awaited. */
      readonly deadline: number;
    }
  | { readonly kind: 'nonce-used'; readonly run: number; readonly id: InstanceId };

export interface Nonce {
  readonly hash: string;
  readonly incarnation: number;
  readonly deadline: number;
}

export interface EventQuery {
  readonly after: number;
  readonly limit: number;
  readonly run?: number | undefined;
  readonly instance?: InstanceId | undefined;
  readonly kinds?: readonly string[] | undefined;
  readonly newest: boolean;
}

/** Keys under a namespace, or with all these words (by their beginnings), or both. */
export interface KnowledgeQuery {
  readonly under?: string | undefined;
  readonly words?: string | undefined;
  /** Of the newest; absent: none. */
  readonly skip?: number | undefined;
  readonly limit: number;
}

/** Of one run or all, of one instance or all; the newest first. */
export interface KeptQuery {
  readonly run?: number | undefined;
  readonly id?: InstanceId | undefined;
  /** Also what is kept no longer. */
  readonly dropped: boolean;
  readonly limit: number;
}

export type CleanUp = EventData<'work.cleaning'>;

/** What was launched for an instance last, from its `instance.launched`. */
export interface Launched {
  readonly run: number;
  readonly id: InstanceId;
  readonly incarnation: number;
  readonly pid: number;
  readonly startTime: string;
}

export type ChangesQuery = VerbParsed<'instances.changes'>;

/** The project's event log and rows. One writer: this host. Every method throws TuttiFailure (disk_full, ...). */
export interface Store {
  /**
   * Appends events, changes their rows and the secrets, in one transaction, and returns the events with their numbers.
   * When it throws, nothing has changed.
   */
  commit(drafts: readonly EventDraft[], secrets?: readonly SecretChange[]): readonly TuttiEvent[];
  events(query: EventQuery): readonly TuttiEvent[];
  /** At most `limit` events that tell of tokens, of all runs, after the event `after`, in order. */
  usedAfter(after: number, limit: number): readonly UsedEvent[];
  /** The view at the tip, rebuilt from rows. */
  view(): View;
  runs(): readonly Run[];
  /** Runs whose recording is protected. */
  protectedRuns(): readonly number[];
  /** The last one first. */
  removedRecordings(): readonly RemovedRecording[];
  instances(run: number): readonly Instance[];
  launched(run: number): readonly Launched[];
  message(id: string, run: number): MessageWithText | null;
  /** In the order they were stored. */
  messages(run: number, to: string, states: readonly Message['state'][]): readonly MessageWithText[];
  /** The files that an instance was last said to have changed and not committed. */
  changedFiles(run: number, id: InstanceId): readonly ChangedFile[];
  /** What was seen in the worktrees of a run. */
  changes(run: number, query: ChangesQuery): Changes;
  /** What is known now, the newest first, with the first characters of each value; `total` without the limit. */
  knowledge(query: KnowledgeQuery): { readonly entries: readonly Knowledge[]; readonly total: number };
  /** The versions of a key, whole, the newest first: also of one that was forgotten. */
  knowledgeVersions(key: string, limit: number): readonly Knowledge[];
  /** The newest first: those that stand, or all. */
  decisions(all: boolean): readonly Decision[];
  keptWork(query: KeptQuery): readonly KeptWork[];
  /** Clean-ups that began and did not end. */
  cleanUps(): readonly CleanUp[];
  keptOne(work: string): KeptWork | null;
  /** The merges of a run, in the order in which they were asked for. */
  merges(run: number): readonly Merge[];
  /** Number of the last decision (the 12 of dec_12); 0 when there is none. */
  lastDecision(): number;
  /** The person's verdicts on an instance's work and the newest of the comments. */
  review(run: number, id: InstanceId): Review;
  /** The same of tasks (the 12 of task_12). */
  lastTask(run: number): number;
  /** The ordinals given so far below a parent (or among roots), terminated ones included: the highest. */
  lastOrdinal(run: number, parent: InstanceId | null): number;
  /** Who has this token, by its hash. */
  bearer(hash: string): { readonly run: number; readonly id: InstanceId } | null;
  nonce(run: number, id: InstanceId): Nonce | null;
  /** Small values of the host's own: the MCP port, window state. Not part of the log. */
  getMeta(key: string): string | null;
  setMeta(key: string, value: string): void;
  close(): void;
}
