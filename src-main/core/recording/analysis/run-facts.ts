import type { InstanceId, MessageId, Role } from '@contract/ids.ts';
import type { LockId } from '@contract/locks.ts';
import type { MergeState } from '@contract/merges.ts';
import type { Activity } from '@contract/run-reports.ts';
import type { InstanceState } from '@contract/states.ts';
import type { TaskId, TaskResult, TaskState } from '@contract/tasks.ts';
import type { Used } from '@contract/usage.ts';

/** A moment that an event marks. Times never go back (see `RunGatherer`), so numbers and times are in one order. */
export interface Mark {
  readonly seq: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface Span {
  readonly activity: Activity;
  readonly from: number;
  readonly to: number;
}

/** An instance's way through the run. Its spans follow one another without a gap but for the time after a termination. */
export interface Life {
  readonly id: InstanceId;
  role: Role;
  parent: InstanceId | null;
  profile: string;
  model: string | null;
  task: string;
  readonly spawned: Mark;
  /** Who spawned it: an instance, or null for the person and Tutti. */
  spawner: InstanceId | null;
  state: InstanceState;
  reason: string;
  readonly spans: Span[];
  /** What it does now, and since when; null: it is terminated. */
  open: { activity: Activity; from: number } | null;
  endedAt: number | null;
  launches: number;
  crashes: number;
  blockers: number;
  readonly used: Map<string, Used>;
}

export interface MessageFacts {
  readonly id: MessageId;
  readonly from: string;
  readonly to: string;
  readonly stored: Mark;
  /** The event that led to it. */
  readonly cause: number | null;
  attempts: number;
  begunAt: number | null;
  announcedAt: number | null;
  accepted: Mark | null;
  readAt: number | null;
  end: 'accepted' | 'failed' | 'expired' | null;
  endedAt: number | null;
}

/** One giving of a task to somebody. */
export interface Attempt {
  readonly assignee: InstanceId;
  readonly assigned: Mark;
  readonly message: MessageId | null;
  readonly reason: string;
  started: Mark | null;
  ended: Mark | null;
  end: 'done' | 'failed' | 'cancelled' | 'reopened' | null;
  why: string;
}

export interface TaskFacts {
  readonly id: TaskId;
  title: string;
  dependencies: readonly TaskId[];
  readonly by: string;
  readonly made: Mark;
  state: TaskState;
  readonly attempts: Attempt[];
  /** When it came into an end, and by which event; null while it is open. */
  ended: Mark | null;
  reason: string;
  result: TaskResult | null;
  /** Commits that Tutti made for it. */
  readonly commits: string[];
}

export interface LockFacts {
  readonly id: LockId;
  readonly holder: string;
  readonly paths: readonly string[];
  readonly queued: Mark | null;
  granted: Mark | null;
  /** The event that the grant was told to follow from. */
  grantCause: number | null;
  endedAt: number | null;
  end: 'released' | 'expired' | 'withdrawn' | 'refused' | null;
}

export interface MergeFacts {
  readonly id: string;
  readonly of: InstanceId | null;
  readonly source: string;
  readonly target: string;
  /** Who asked for it; null: the person, or Tutti. */
  readonly asker: InstanceId | null;
  readonly queued: Mark;
  state: MergeState;
  reason: string;
  /** Its states with their beginnings, in order. */
  readonly states: { readonly state: MergeState; readonly from: number }[];
  endedAt: number | null;
  checks: number;
  requeued: number;
}

export interface PersonWaitFacts {
  readonly id: InstanceId;
  readonly since: number;
  readonly question: string;
  endedAt: number | null;
  answeredBy: 'person' | 'rule' | 'tutti' | 'instance' | null;
}

/** What a run's events tell, put together by what they are about. */
export interface RunFacts {
  readonly run: number;
  readonly title: string;
  readonly begun: Mark;
  readonly endedAt: number | null;
  readonly endReason: string | null;
  /** Up to when is told: its end, or the present. */
  readonly until: number;
  readonly events: number;
  readonly refusals: number;
  readonly lives: ReadonlyMap<InstanceId, Life>;
  readonly messages: ReadonlyMap<MessageId, MessageFacts>;
  readonly tasks: ReadonlyMap<TaskId, TaskFacts>;
  readonly locks: ReadonlyMap<LockId, LockFacts>;
  readonly merges: ReadonlyMap<string, MergeFacts>;
  readonly personWaits: readonly PersonWaitFacts[];
  /** By an event's number: when it was, and whose it is: an instance's, or a merge's. */
  readonly told: ReadonlyMap<number, { readonly at: number; readonly line: string | null }>;
}
