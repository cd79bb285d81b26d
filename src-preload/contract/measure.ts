import { z } from 'zod';
import type { Instance } from './instances.ts';

/** What has been committed in worktrees; a sign of life and of work, and no share of anything. Times are milliseconds since 1970. */
const commitCountSchema = z.object({
  count: z.number().int(),
  /** When the last one was made; null: there is none. */
  last: z.number().nullable(),
});
type CommitCount = z.infer<typeof commitCountSchema>;

/** How much is done of an instance's, a subtree's or a run's steps. Times are milliseconds since 1970. */
export const measureSchema = z.object({
  /** Steps: tasks, or else what its to-do list names, or else its task as a whole. */
  total: z.number().int(),
  done: z.number().int(),
  inProgress: z.number().int(),
  pending: z.number().int(),
  /** 0 to 100; null where nobody has told anything to reckon with. */
  percent: z.number().int().nullable(),
  /** The last hook, tool call, commit or output that told something; null where there was no instance. */
  lastSign: z.number().nullable(),
  commits: commitCountSchema,
  /** Milliseconds that the rest will take if it goes on as it went, and from what that was reckoned; null with why not. */
  estimate: z.object({ ms: z.number().nullable(), basis: z.string() }),
});
export type Measure = z.infer<typeof measureSchema>;

/** A task as progress counts it. */
export interface CountedTask {
  readonly assignee: string | null;
  readonly state: string;
}

/** What is summed up before it is put in words. */
export interface Tally {
  total: number;
  done: number;
  inProgress: number;
  /** What was done in terms of steps: half of one counts, where an instance told its percentage. */
  share: number;
  /** Anything was told that `share` is reckoned from. */
  told: boolean;
  lastSign: number | null;
  commits: number;
  lastCommit: number | null;
  /** When the first of them began; null: nobody has. */
  since: number | null;
  /** Somebody is at work. */
  working: boolean;
  /** Why one that is not done gets nowhere; null: it may. */
  stuck: string | null;
}

export const nothingCounted = (): Tally => ({
  total: 0,
  done: 0,
  inProgress: 0,
  share: 0,
  told: false,
  lastSign: null,
  commits: 0,
  lastCommit: null,
  since: null,
  working: false,
  stuck: null,
});

const least = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.min(one, other);
const most = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.max(one, other);

/** Adds a part to a whole, in place: a run has hundreds. */
export const addTally = (whole: Tally, part: Tally): void => {
  whole.total += part.total;
  whole.done += part.done;
  whole.inProgress += part.inProgress;
  whole.share += part.share;
  whole.told ||= part.told;
  whole.working ||= part.working;
  whole.lastSign = most(whole.lastSign, part.lastSign);
  whole.commits += part.commits;
  whole.lastCommit = most(whole.lastCommit, part.lastCommit);
  whole.since = least(whole.since, part.since);
};

const atWork: ReadonlySet<Instance['state']> = new Set(['starting', 'confirming', 'busy']);
const stuckWhile: ReadonlySet<Instance['state']> = new Set(['waiting', 'blocked', 'stalled', 'crashed']);

/** A task that was given up is no step any more; whatever is not done and not under way is to be done. */
const countTasks = (tally: Tally, tasks: readonly CountedTask[]): void => {
  for (const { state } of tasks) {
    if (state === 'cancelled') continue;
    tally.total += 1;
    if (state === 'done') tally.done += 1;
    else if (state === 'running') tally.inProgress += 1;
  }
  tally.share = tally.done;
  tally.told = tally.total > 0;
};

/** Tasks that are no instance's yet. */
export const tallyOfTasks = (tasks: readonly CountedTask[]): Tally => {
  const tally = nothingCounted();
  countTasks(tally, tasks);
  return tally;
};

const countTodos = (tally: Tally, { todos }: Instance): void => {
  tally.total = todos.length;
  for (const { status } of todos) {
    if (status === 'done') tally.done += 1;
    else if (status === 'active') tally.inProgress += 1;
  }
  tally.share = tally.done;
  tally.told = true;
};

/** One that named no steps: its task is the one. */
const countWhole = (tally: Tally, { state, progress }: Instance): void => {
  tally.total = 1;
  if (progress?.percent === 100) tally.done = 1;
  else if (progress !== null || state === 'busy' || stuckWhile.has(state)) tally.inProgress = 1;
  tally.share = tally.done;
  tally.told = tally.done === 1;
};

/** What was done by one that was ended stays done; the rest of it is nobody's any more. */
const keepDone = (tally: Tally): void => {
  tally.total = tally.done;
  tally.share = tally.done;
  tally.inProgress = 0;
};

/** The steps of one instance. `lastSign`: what is known of it beside the log. */
export const tallyOf = (instance: Instance, tasks: readonly CountedTask[], lastSign: number): Tally => {
  const { state, progress, todos, spawnedAt, work } = instance;
  const tally = nothingCounted();
  tally.lastSign = lastSign;
  tally.commits = work.commits;
  tally.lastCommit = work.lastCommit?.at ?? null;
  tally.since = spawnedAt;
  tally.working = atWork.has(state);
  tally.stuck = stuckWhile.has(state) ? state : null;
  if (tasks.length > 0) countTasks(tally, tasks);
  else if (todos.length > 0) countTodos(tally, instance);
  else countWhole(tally, instance);
  const percent = progress?.percent ?? null;
  if (percent !== null && tasks.length === 0) {
    tally.share = (percent / 100) * tally.total;
    tally.told = true;
  }
  if (state === 'terminated') keepDone(tally);
  else if (state === 'done' && tasks.length === 0) {
    tally.done = tally.total;
    tally.share = tally.total;
    tally.inProgress = 0;
    tally.told = true;
  }
  return tally;
};

/** `45 s`, `12 min`, `2 h 5 min`. */
export const durationWords = (ms: number): string => {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
};

const steps = (count: number): string => `${count} ${count === 1 ? 'step' : 'steps'}`;
const commits = (count: number): string => `${count} ${count === 1 ? 'commit' : 'commits'}`;

/** `4 commits, the last 3 min ago`; empty where there are none. */
export const commitWords = ({ count, last }: CommitCount, now: number): string => {
  if (count === 0) return '';
  return last === null ? commits(count) : `${commits(count)}, the last ${durationWords(now - last)} ago`;
};

/** Nobody knows how many commits a task takes: they are named beside what the rest is reckoned from, or where nothing else is told. */
const estimateOf = (tally: Tally, now: number): Measure['estimate'] => {
  const { total, done, share, since } = tally;
  const withCommits = tally.commits === 0 ? '' : `, with ${commits(tally.commits)}`;
  const unknown = (basis: string): Measure['estimate'] => ({ ms: null, basis: `${basis}${withCommits}` });
  if (total === 0) return { ms: null, basis: 'there is nothing to do' };
  if (done === total) return { ms: 0, basis: total === 1 ? 'it is done' : `all ${total} steps are done` };
  if (tally.stuck !== null) return unknown(`it is ${tally.stuck}`);
  if (!tally.working) return unknown('nobody is at work');
  if (!tally.told) return unknown('nobody has told how far it is');
  if (share <= 0 || since === null) return unknown('no step is done yet');
  const elapsed = Math.max(0, now - since);
  const inTime = `done in ${durationWords(elapsed)}`;
  const part =
    share === done
      ? `${done} of ${steps(total)}`
      : `${Math.round((share / total) * 100)} % of ${steps(total)}`;
  return {
    ms: Math.round((elapsed * (total - share)) / share),
    basis: `from ${part} ${inTime}${withCommits}`,
  };
};

/** All but the whole is never shown as the whole. */
export const percentOf = ({ total, done, share, told }: Tally): number | null => {
  if (total === 0 || !told) return null;
  return done === total ? 100 : Math.min(99, Math.floor((share / total) * 100));
};

/** @param now milliseconds since 1970 */
export const measureOf = (tally: Tally, now: number): Measure => ({
  total: tally.total,
  done: tally.done,
  inProgress: tally.inProgress,
  pending: tally.total - tally.done - tally.inProgress,
  percent: percentOf(tally),
  lastSign: tally.lastSign,
  commits: { count: tally.commits, last: tally.lastCommit },
  estimate: estimateOf(tally, now),
});
