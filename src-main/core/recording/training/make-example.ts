import type { ExampleForm, ExampleOutcome, TrainingExample } from '@contract/training-examples.ts';
import { maskWithin } from '../../model/leaks/mask-leaks.ts';
import type { Attempt, Life, RunFacts, TaskFacts } from '../analysis/run-facts.ts';
import type { Conversations, TimedEntry } from './gather-conversations.ts';
import { anthropicMessages, openaiMessages } from './message-forms.ts';
import { Turns } from './turns.ts';

/** A task with who had it last. */
export interface Worked {
  readonly task: TaskFacts;
  readonly attempt: Attempt;
  readonly life: Life;
}

/** What lies outside of the run's events. */
export interface Found {
  /** Of the agent's own transcript, within the attempt; null: there is none that can be read. */
  readonly transcript: readonly TimedEntry[] | null;
  readonly diff: string | null;
  readonly diffCut: boolean;
}

export const outcomeOf = ({ end }: Attempt): ExampleOutcome => end ?? 'open';

/** The last attempt at a task; null: nobody ever had it. */
export const workedOn = (task: TaskFacts, { lives }: RunFacts): Worked | null => {
  const attempt = task.attempts.at(-1);
  const life = attempt === undefined ? undefined : lives.get(attempt.assignee);
  return attempt === undefined || life === undefined ? null : { task, attempt, life };
};

const systemText = ({ life }: Worked, { title }: RunFacts): string => {
  const under = life.parent === null ? '' : `, under ${life.parent}`;
  const run = title === '' ? '' : ` The run: ${title}.`;
  const own = life.task === '' ? '' : `\n\n${life.task}`;
  return `You are ${life.id}, a ${life.role}${under}, one of several coding agents that work together.${run}${own}`;
};

/** The task as it was given, with what those before it have come to. */
const askText = ({ task }: Worked, facts: RunFacts, conversations: Conversations): string => {
  const told = conversations.tasks.get(task.id);
  const before = task.dependencies.flatMap((id) => {
    const other = facts.tasks.get(id);
    return other?.result == null ? [] : [`- ${id} ${other.title}: ${other.result.summary}`];
  });
  return [
    `${task.id}: ${task.title}`,
    ...(told === undefined || told.instructions === '' ? [] : [told.instructions]),
    ...(told === undefined || told.files.length === 0 ? [] : [`Files: ${told.files.join(', ')}`]),
    ...(before.length === 0 ? [] : [`What it builds on:\n${before.join('\n')}`]),
  ].join('\n\n');
};

const untilOf = ({ attempt }: Worked, facts: RunFacts): number => attempt.ended?.at ?? facts.until;

const turnsOf = (worked: Worked, facts: RunFacts, conversations: Conversations, found: Found) => {
  const { attempt, task, life } = worked;
  const until = untilOf(worked, facts);
  const entries =
    found.transcript ??
    conversations.entriesOf(life.id).filter(({ at }) => at >= attempt.assigned.at && at <= until);
  const turns = new Turns();
  const plain = { call: null, tool: null, failed: false };
  turns.add({ kind: 'prompt', text: askText(worked, facts, conversations), ...plain });
  for (const entry of entries) turns.add(entry);
  // In its own words it stands in its transcript already.
  if (found.transcript === null && task.result !== null)
    turns.add({ kind: 'said', text: task.result.summary, ...plain });
  return turns.end();
};

/** One task as an example. `mask` gets what was masked in it; null: nothing is. */
export const makeExample = (
  worked: Worked,
  facts: RunFacts,
  conversations: Conversations,
  found: Found,
  { form, mask }: { readonly form: ExampleForm; readonly mask: string[] | null },
): TrainingExample => {
  const { task, attempt, life } = worked;
  const told = {
    format: 'tutti-training-1' as const,
    run: facts.run,
    task: task.id,
    title: task.title,
    instance: life.id,
    role: life.role,
    profile: life.profile,
    model: life.model,
    attempt: task.attempts.length,
    outcome: outcomeOf(attempt),
    reason: attempt.why,
    durationMs: untilOf(worked, facts) - attempt.assigned.at,
    source: found.transcript === null ? ('events' as const) : ('transcript' as const),
    result: task.result,
    diff: found.diff,
    diffCut: found.diffCut,
  };
  const open = {
    told,
    system: systemText(worked, facts),
    turns: turnsOf(worked, facts, conversations, found),
  };
  const before = mask?.length ?? 0;
  // Before a call's input becomes JSON in a string, which a mask could leave without its end. The shape stays as it is.
  const safe = mask === null ? open : (maskWithin(open, mask) as typeof open);
  const masked = (mask?.length ?? 0) - before;
  return form === 'anthropic'
    ? { ...safe.told, masked, form, system: safe.system, messages: anthropicMessages(safe.turns) }
    : { ...safe.told, masked, form, messages: openaiMessages(safe.system, safe.turns) };
};
