import { commitWords, durationWords, type Measure } from '@contract/measure.ts';
import type { InstanceProgress, ProgressNode, ProgressOfOne, ProgressOfRun } from '@contract/progress.ts';

const restWords = ({ ms, basis }: Measure['estimate']): string =>
  ms === null ? `rest unknown: ${basis}` : ms === 0 ? basis : `rest about ${durationWords(ms)}, ${basis}`;

const measureWords = (measure: Measure, now: number): string => {
  const { total, done, percent, lastSign, estimate, commits } = measure;
  const share = percent === null ? '? %' : `${percent} %`;
  const sign = lastSign === null ? '' : `, last sign of life ${durationWords(now - lastSign)} ago`;
  const made = commits.count === 0 ? '' : `, ${commitWords(commits, now)}`;
  return `${share}, ${done} of ${total} steps done${made}${sign}, ${restWords(estimate)}`;
};

const line = (text: string): string => text.replaceAll(/\s*\n\s*/g, ' ').slice(0, 120);

const whyOf = ({ blocker, summary }: InstanceProgress): string => {
  if (blocker !== null) return ` | blocked: ${line(blocker)}`;
  return summary === '' ? '' : ` | ${line(summary)}`;
};

const treeLines = (
  nodes: readonly ProgressNode[],
  entries: ReadonlyMap<string, InstanceProgress>,
  now: number,
  depth = 0,
): string[] =>
  nodes.flatMap(({ id, state, subtree, children }) => {
    const { percent, done, total, commits } = subtree;
    const entry = entries.get(id);
    const made = commits.count === 0 ? '' : `; ${commitWords(commits, now)}`;
    const head = `${'  '.repeat(depth)}${id}: ${state}, ${percent ?? '?'} % (${done} of ${total}${made})`;
    return [
      `${head}${entry === undefined ? '' : whyOf(entry)}`,
      ...treeLines(children, entries, now, depth + 1),
    ];
  });

/** One instance's progress as a model reads it. */
export const progressText = ({ instance, hierarchy, timestamp }: ProgressOfOne): string[] => {
  const own = `${instance.id}: ${instance.state}, ${measureWords(instance.own, timestamp)}${whyOf(instance)}`;
  if (hierarchy.children.length === 0) return [own];
  const below = treeLines(hierarchy.children, new Map(), timestamp, 1).join('\n');
  return [`${own}\nWith all below it: ${measureWords(hierarchy.subtree, timestamp)}\n${below}`];
};

export const allProgressText = (all: ProgressOfRun): string[] => {
  const { summary, progress, timestamp, instances } = all;
  const { total, active, completed, blocked, errors } = summary;
  const counts = `${total} instances: ${active} active, ${completed} completed, ${blocked} blocked, ${errors} errors`;
  const entries = new Map(
    [...instances.executive, ...instances.manager, ...instances.specialist].map((one) => [one.id, one]),
  );
  return [
    `${measureWords(progress, timestamp)}\n${counts}.`,
    ...(all.hierarchy.length === 0 ? [] : [treeLines(all.hierarchy, entries, timestamp).join('\n')]),
  ];
};
