import type { Life, MergeFacts, MessageFacts, RunFacts, TaskFacts } from './run-facts.ts';

/** STATUS_CODE_UNSET, STATUS_CODE_OK or STATUS_CODE_ERROR. */
export interface SpanStatus {
  readonly code: 0 | 1 | 2;
  readonly message?: string;
}

/** An attribute's value; null: it is left out. */
export type Plain = string | number | boolean | null;

/** Nanoseconds exceed what a number holds exactly; the log's own times are whole milliseconds, or nearly. */
export const nanos = (ms: number): string => String(BigInt(Math.round(ms * 1000)) * 1000n);

/** A span, before it has ids. */
export interface SpanDraft {
  /** What it is of, as nothing else in the run: its id is made from it. */
  readonly key: string;
  readonly parent: string | null;
  readonly name: string;
  /** SPAN_KIND_INTERNAL, or SPAN_KIND_PRODUCER for a message. */
  readonly kind: 1 | 4;
  readonly from: number;
  readonly to: number;
  readonly told: Readonly<Record<string, Plain>>;
  /** Keys of other spans that it goes back to, with how. */
  readonly links?: readonly (readonly [key: string, how: string])[];
  readonly status?: SpanStatus;
}

const failed = (message: string): SpanStatus => (message === '' ? { code: 2 } : { code: 2, message });
const fine: SpanStatus = { code: 1 };

const instanceSpans = (life: Life, facts: RunFacts): SpanDraft[] => {
  const { id, role, parent, profile, model, spawned, endedAt, launches, crashes } = life;
  const key = `instance ${id}`;
  const told = {
    'tutti.instance.id': id,
    'tutti.instance.role': role,
    'tutti.instance.profile': profile,
    'tutti.instance.launches': launches,
    'tutti.instance.crashes': crashes,
    'gen_ai.request.model': model,
  };
  const status = life.state === 'crashed' ? { status: failed(life.reason) } : {};
  const above = parent !== null && facts.lives.has(parent) ? `instance ${parent}` : 'run';
  return [
    { key, parent: above, name: id, kind: 1, from: spawned.at, to: endedAt ?? facts.until, told, ...status },
    ...life.spans.map(({ activity, from, to }, at) => ({
      key: `${key} ${at}`,
      parent: key,
      name: activity,
      kind: 1 as const,
      from,
      to,
      told: { 'tutti.instance.id': id, 'tutti.activity': activity },
    })),
  ];
};

const attemptSpans = (task: TaskFacts, facts: RunFacts): SpanDraft[] =>
  task.attempts.map((attempt, at) => {
    const { assignee, assigned, started, ended, end, why, message } = attempt;
    const links = [
      ...task.dependencies
        .filter((id) => (facts.tasks.get(id)?.attempts.length ?? 0) > 0)
        .map((id) => [`task ${id} ${(facts.tasks.get(id)?.attempts.length ?? 1) - 1}`, 'depends'] as const),
      ...(message !== null && facts.messages.has(message)
        ? [[`message ${message}`, 'carries'] as const]
        : []),
      ...(at === 0 ? [] : [[`task ${task.id} ${at - 1}`, 'retries'] as const]),
    ];
    return {
      key: `task ${task.id} ${at}`,
      parent: facts.lives.has(assignee) ? `instance ${assignee}` : 'run',
      name: task.title,
      kind: 1,
      from: assigned.at,
      to: ended?.at ?? facts.until,
      told: {
        'tutti.task.id': task.id,
        'tutti.task.attempt': at + 1,
        'tutti.task.started_at': started === null ? null : nanos(started.at),
        'tutti.task.end': end,
        'tutti.instance.id': assignee,
      },
      links,
      ...(end === 'done' ? { status: fine } : end === 'failed' ? { status: failed(why) } : {}),
    };
  });

const messageSpan = (message: MessageFacts, facts: RunFacts): SpanDraft => {
  const { id, from, to, stored, accepted, endedAt, end, attempts } = message;
  return {
    key: `message ${id}`,
    parent: facts.lives.has(from) ? `instance ${from}` : 'run',
    name: `${from} → ${to}`,
    kind: 4,
    from: stored.at,
    to: accepted?.at ?? endedAt ?? facts.until,
    told: {
      'tutti.message.id': id,
      'tutti.message.from': from,
      'tutti.message.to': to,
      'tutti.message.attempts': attempts,
      'tutti.message.end': end,
    },
    links: facts.lives.has(to) ? [[`instance ${to}`, 'receiver']] : [],
    ...(end === 'failed' ? { status: failed('') } : {}),
  };
};

const mergeSpan = (merge: MergeFacts, facts: RunFacts): SpanDraft => ({
  key: `merge ${merge.id}`,
  parent: merge.asker !== null && facts.lives.has(merge.asker) ? `instance ${merge.asker}` : 'run',
  name: `${merge.source} → ${merge.target}`,
  kind: 1,
  from: merge.queued.at,
  to: merge.endedAt ?? facts.until,
  told: {
    'tutti.merge.id': merge.id,
    'tutti.merge.state': merge.state,
    'tutti.merge.checks': merge.checks,
    'tutti.merge.requeued': merge.requeued,
  },
  links: merge.of !== null && facts.lives.has(merge.of) ? [[`instance ${merge.of}`, 'work']] : [],
  ...(merge.state === 'merged'
    ? { status: fine }
    : merge.state === 'failed'
      ? { status: failed(merge.reason) }
      : {}),
});

const lockSpans = (facts: RunFacts): SpanDraft[] =>
  [...facts.locks.values()].map(({ id, holder, paths, queued, granted, endedAt, end }) => ({
    key: `lock ${id}`,
    parent: facts.lives.has(holder) ? `instance ${holder}` : 'run',
    name: `lock ${paths[0] ?? id}`,
    kind: 1,
    from: queued?.at ?? granted?.at ?? facts.begun.at,
    to: endedAt ?? facts.until,
    told: {
      'tutti.lock.id': id,
      'tutti.lock.paths': paths.join(' '),
      'tutti.lock.waited_ms': queued === null ? 0 : (granted?.at ?? endedAt ?? facts.until) - queued.at,
      'tutti.lock.end': end,
    },
  }));

const runSpan = (facts: RunFacts): SpanDraft => ({
  key: 'run',
  parent: null,
  name: facts.title === '' ? `run ${facts.run}` : facts.title,
  kind: 1,
  from: facts.begun.at,
  to: facts.until,
  told: { 'tutti.run': facts.run, 'tutti.run.ended': facts.endedAt !== null },
  ...(facts.endReason === null ? {} : { status: failed(facts.endReason) }),
});

/** All spans of a run, in an order that stays the same while nothing new happens. */
export const draftsOf = (facts: RunFacts): SpanDraft[] => [
  runSpan(facts),
  ...[...facts.lives.values()].flatMap((life) => instanceSpans(life, facts)),
  ...[...facts.tasks.values()].flatMap((task) => attemptSpans(task, facts)),
  ...[...facts.messages.values()].map((message) => messageSpan(message, facts)),
  ...[...facts.merges.values()].map((merge) => mergeSpan(merge, facts)),
  ...lockSpans(facts),
];
