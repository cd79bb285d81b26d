import { type Need, needOf } from './attention.ts';
import type { Reached } from './budgets.ts';
import type { InstanceId } from './ids.ts';
import type { Instance } from './instances.ts';
import type { Merge } from './merges.ts';
import type { NoticeKind } from './notification-settings.ts';
import { namesWords, overlapGroups, standingOverlaps } from './overlap-groups.ts';
import { placeOwner } from './shared-places.ts';
import { hasEnded } from './states.ts';
import type { TaskId } from './tasks.ts';
import type { View } from './view.ts';

/** One thing that needs the person, or that they want to know. */
export type AttentionEntry = {
  /** The same for as long as it is the same thing: over restarts, and in every window. */
  readonly key: string;
  readonly kind: NoticeKind;
  /** Whom to look at; null: nobody in particular. */
  readonly instance: string | null;
  /** Who and what, in a few words. */
  readonly title: string;
  /** What it is about, in its own words; may be long, or empty. */
  readonly text: string;
  /** Whether it waits for the person, and so is counted; news does not. */
  readonly counts: boolean;
};

export type AttentionView = Pick<
  View,
  'run' | 'instances' | 'approvals' | 'conflicts' | 'overlaps' | 'breakers' | 'reached' | 'merges' | 'tasks'
>;

/** A short name of a text (FNV-1a, 32 bits): two questions that one instance asks in turn are told apart by it. */
const digestOf = (text: string): string => {
  let digest = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) digest = Math.imul(digest ^ text.charCodeAt(at), 0x01000193);
  return (digest >>> 0).toString(36);
};

type Told = Pick<AttentionEntry, 'kind' | 'title' | 'text'> & {
  /** What besides the instance tells this thing from another of its kind. */
  readonly mark: string | number;
};

const questionOf = ({ id, question, reason }: Instance): Told => {
  const text = question?.text ?? reason;
  // A detail may come later than the question itself: it makes no other question of it.
  const mark = digestOf(`${question?.tool ?? ''} ${question?.subject ?? ''} ${text}`);
  if (question?.kind !== 'permission') return { kind: 'question', title: `${id} asks you`, text, mark };
  const { tool } = question;
  const named = tool === undefined || text.includes(tool) ? text : `${tool}: ${text}`;
  return { kind: 'permission', title: `${id} asks for permission`, text: named, mark };
};

const toldOf: Record<Need, (instance: Instance) => Told> = {
  question: questionOf,
  limit: ({ id, limit }) => ({
    kind: 'limit',
    title: `${id} is held up`,
    text: limit?.reason ?? '',
    mark: limit?.kind ?? '',
  }),
  blocker: ({ id, blocker, reason }) => {
    const text = blocker ?? reason;
    return { kind: 'blocker', title: `${id} is blocked`, text, mark: digestOf(text) };
  },
  stalled: ({ id, reason, incarnation }) => ({
    kind: 'stalled',
    title: `${id} has stalled`,
    text: reason,
    mark: incarnation,
  }),
  crashed: ({ id, reason, incarnation }) => ({
    kind: 'crash',
    title: `${id} has crashed`,
    text: reason,
    mark: incarnation,
  }),
};

const ofInstance = (instance: Instance): AttentionEntry[] => {
  const need = needOf(instance);
  if (need === null) return [];
  const { mark, ...told } = toldOf[need](instance);
  const key = `${told.kind} ${instance.run} ${instance.id} ${mark}`;
  return [{ ...told, key, instance: instance.id, counts: true }];
};

const wishes = ({ approvals, run }: AttentionView): AttentionEntry[] =>
  approvals
    .filter(({ granted }) => !granted)
    .map(({ wish, by, role, task }) => ({
      key: `wish ${run?.run ?? 0} ${wish}`,
      kind: 'wish',
      instance: by,
      title: `${by} wants a ${role}`,
      text: task,
      counts: true,
    }));

/** What one has changed of what another holds is one thing, however many files it is. */
const conflicts = ({ conflicts, run }: AttentionView): AttentionEntry[] => {
  const pairs = new Map<string, AttentionEntry>();
  for (const { id, holder, path } of conflicts) {
    const key = `conflict ${run?.run ?? 0} ${id} ${holder}`;
    if (pairs.has(key)) continue;
    const title = `${id} changed what ${holder === 'person' ? 'you hold' : `${holder} holds`}`;
    pairs.set(key, { key, kind: 'conflict', instance: id, title, text: path, counts: true });
  }
  return [...pairs.values()];
};

/** Keyed by the pair that was found first: others that join it later make it no other thing. */
const overlaps = (view: AttentionView): AttentionEntry[] =>
  overlapGroups(standingOverlaps(view)).flatMap(({ ids, pairs: [first], files, count }) =>
    first === undefined
      ? []
      : {
          key: `overlap ${view.run?.run ?? 0} ${first.id} ${first.other}`,
          kind: 'overlap',
          instance: first.id,
          title: `${namesWords(ids)} would conflict`,
          text: namesWords(files, count),
          counts: true,
        },
  );

/** Merges that a person may have to do something about, and what it is. */
const mergeTold = ({ id, of, source, target, state }: Merge): string => {
  const whose = of ?? source;
  if (state === 'waiting') return `${id} waits for the checkout of ${target}`;
  if (state === 'failed') return `${id}: the work of ${whose} was not merged`;
  return `${id}: ${whose} conflicts with ${target}`;
};

/**
 * A conflict is also its instance's; the person sees it, since it holds up all that comes after. What failed stays until it is tried
 * again, cancelled, or asked for anew.
 */
export const mergesInTrouble = ({ merges, instances }: Pick<View, 'merges' | 'instances'>): Merge[] =>
  merges.filter(({ state, source, target }, at) => {
    if (state !== 'conflicted' && state !== 'waiting' && state !== 'failed') return false;
    // What is in the way in an instance's own worktree is that instance's.
    if (state === 'waiting' && Object.values(instances).some(({ branch }) => branch === target)) return false;
    return !merges.some((later, place) => place > at && later.source === source && later.target === target);
  });

const merges = (view: AttentionView): AttentionEntry[] =>
  mergesInTrouble(view).map((merge) => ({
    // Tried anew on another tip it is another conflict.
    key: `merge ${merge.run} ${merge.id} ${merge.state} ${merge.since}`,
    kind: 'merge',
    instance: merge.of,
    title: mergeTold(merge),
    text: merge.reason,
    counts: true,
  }));

/** Work that could not be committed. */
export type Uncommitted = {
  /** Which is not done for that, since Tutti was to commit what is left; null: whoever works there has tried, and not committed since. */
  readonly task: TaskId | null;
  readonly run: number;
  readonly assignee: InstanceId | null;
  readonly reason: string;
  /** Since when, in milliseconds since 1970. */
  readonly at: number;
};

/** Its agent is told by the answer to its call; the person, since it may be for them to mend: a name for git, a hook that hangs. */
export const uncommittedWork = ({ tasks, instances }: Pick<View, 'tasks' | 'instances'>): Uncommitted[] => [
  ...tasks.flatMap(({ id, run, assignee, uncommitted }) =>
    uncommitted === null ? [] : [{ task: id, run, assignee, ...uncommitted }],
  ),
  ...Object.values(instances).flatMap((one) => {
    const { id, run, state } = one;
    const refused = one.work.refused ?? null;
    if (refused === null || hasEnded(state)) return [];
    // Of those who share a worktree its owner's are all commits.
    const { lastCommit } = placeOwner(instances, one).work;
    return lastCommit !== null && lastCommit.at > refused.at
      ? []
      : [{ task: null, run, assignee: id, ...refused }];
  }),
];

const uncommitted = (view: AttentionView): AttentionEntry[] =>
  uncommittedWork(view).map(({ task, run, assignee, reason }) => ({
    key: `commit ${run} ${task ?? assignee} ${digestOf(reason)}`,
    kind: 'commit',
    instance: assignee,
    title:
      task === null
        ? `A commit of ${assignee} was refused`
        : `The work of ${assignee ?? task} on ${task} could not be committed`,
    text: reason,
    counts: true,
  }));

const breakers = ({ breakers }: AttentionView): AttentionEntry[] =>
  breakers.map(({ scope, name, reason }) => ({
    key: `breaker ${scope} ${name}`,
    kind: 'breaker',
    instance: scope === 'instance' ? name : null,
    title: `${name} fails too often`,
    text: reason,
    counts: true,
  }));

/** Several of the run's are one decision, and so is the same limit used up by a hundred instances. */
const budgetOf = ({ scope, kind, limit }: Reached): { readonly mark: string; readonly title: string } =>
  scope === 'run'
    ? { mark: 'run', title: 'The run’s budget is used up' }
    : { mark: `${kind} ${limit}`, title: `${scope} has used up its budget` };

/** Budgets that are used up: the first of each decision, and how many it is of. */
export type SpentBudget = {
  readonly mark: string;
  readonly title: string;
  readonly first: Reached;
  readonly count: number;
};

export const spentBudgets = ({ reached }: Pick<View, 'reached'>): SpentBudget[] => {
  const groups = new Map<string, SpentBudget>();
  for (const one of reached) {
    if (one.state !== 'spent') continue;
    const { mark, title } = budgetOf(one);
    const known = groups.get(mark) ?? { mark, title, first: one, count: 0 };
    groups.set(mark, { ...known, count: known.count + 1 });
  }
  return [...groups.values()];
};

const budgets = (view: AttentionView): AttentionEntry[] =>
  spentBudgets(view).map(({ mark, title, first: { scope } }) => ({
    key: `budget ${view.run?.run ?? 0} ${mark}`,
    kind: 'budget',
    instance: scope === 'run' ? null : scope,
    title,
    text: '',
    counts: true,
  }));

/** Everyone who has not ended is done, the executives among them. */
const finished = ({ run, instances }: AttentionView): AttentionEntry[] => {
  if (run === null || run.endedAt !== null) return [];
  const live = Object.values(instances).filter(({ state }) => !hasEnded(state));
  const first = live.find(({ role }) => role === 'executive');
  if (first === undefined || live.some(({ state }) => state !== 'done')) return [];
  const title = run.title === '' ? `Run ${run.run} is done` : `“${run.title}” is done`;
  const text = first.progress?.summary ?? '';
  return [{ key: `finished ${run.run}`, kind: 'finished', instance: first.id, title, text, counts: false }];
};

/** All that needs the person, and what they want to know besides: the one list of the bar, the title and the notifications. */
export const attentionEntries = (view: AttentionView): AttentionEntry[] => [
  ...Object.values(view.instances).flatMap(ofInstance),
  ...wishes(view),
  ...conflicts(view),
  ...overlaps(view),
  ...merges(view),
  ...uncommitted(view),
  ...breakers(view),
  ...budgets(view),
  ...finished(view),
];

/** How many things wait for the person. */
export const attentionCount = (entries: readonly AttentionEntry[]): number =>
  entries.filter(({ counts }) => counts).length;

/** `(2) my-repo – Tutti`: a window's title, with how many things wait for the person there. */
export const windowTitle = (project: string, count: number): string =>
  `${count > 0 ? `(${count}) ` : ''}${project} – Tutti`;
