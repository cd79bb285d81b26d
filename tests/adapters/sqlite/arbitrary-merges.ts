import type { mergeEvents } from '@contract/merge-events.ts';
import { conflictKindSchema, mergeStrategies } from '@contract/merges.ts';
import fc from 'fast-check';

// As with tasks: few ids, some of which never exist.
const merge = fc.constantFrom('merge_1', 'merge_2', 'merge_9');
const hash = fc.constantFrom('a', 'b', 'c').map((digit) => digit.repeat(40));
const branch = fc.constantFrom('main', 'tutti/1/mgr_1_1');

/** What the events of merges carry. */
export const mergeData = (
  instance: fc.Arbitrary<string>,
  text: fc.Arbitrary<string>,
): { readonly [K in keyof typeof mergeEvents]: fc.Arbitrary<unknown> } => {
  const of = { merge, id: fc.option(instance) };
  const tried = { ...of, tip: hash, onto: hash };
  const check = fc.option(
    fc.record({
      command: text,
      outcome: fc.constantFrom('passed', 'failed', 'timed-out', 'not-started'),
      output: text,
      ms: fc.nat(),
    }),
  );
  const file = fc.record({ path: text, kind: fc.constantFrom(...conflictKindSchema.options) });
  return {
    'merge.queued': fc.record(
      {
        ...of,
        source: branch,
        target: branch,
        strategy: fc.constantFrom(...mergeStrategies),
        message: text,
        reviewed: hash,
      },
      { requiredKeys: ['merge', 'id', 'source', 'target', 'strategy', 'message'] },
    ),
    'merge.waiting': fc.record({ ...of, reason: text }),
    'merge.checking': fc.record({ ...tried, command: text }),
    'merge.began': fc.record({ ...tried, commit: hash, check }),
    'merge.merged': fc.record({ ...of, commit: fc.option(hash) }),
    'merge.conflicted': fc.record({
      ...tried,
      files: fc.array(file, { maxLength: 3 }),
      count: fc.integer({ min: 1, max: 9 }),
      reason: text,
    }),
    'merge.resolved': fc.record({
      ...tried,
      commit: hash,
      way: fc.constantFrom('hand', 'memory', 'handed'),
      files: fc.array(text, { maxLength: 3 }),
      reason: text,
    }),
    'merge.handed': fc.record({ ...of, to: instance, task: fc.constantFrom('task_1', 'task_2') }),
    'merge.declined': fc.record({ ...of, reason: fc.string() }),
    'merge.failed': fc.record({ ...of, reason: text, check }),
    'merge.requeued': fc.record({ ...of, reason: text }),
    'merge.cancelled': fc.record({ ...of, reason: text }),
    'merge.undone': fc.record({
      ...of,
      commit: hash,
      way: fc.constantFrom('back', 'revert'),
      reason: text,
    }),
  };
};
