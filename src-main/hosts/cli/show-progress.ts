import { commitWords, durationWords, type Measure } from '@contract/measure.ts';
import type { InstanceProgress, ProgressNode, ProgressOfRun } from '@contract/progress.ts';
import { columns } from './columns.ts';
import { oneLine, type Paints, stateMark } from './paint.ts';

const cells = 10;

/** Ten cells, or dots where nobody has told how far it is. */
const bar = (percent: number | null, paints: Paints): string => {
  if (percent === null) return paints.dim('·'.repeat(cells));
  const full = Math.floor((percent / 100) * cells);
  const paint = percent === 100 ? paints.good : paints.active;
  return `${paint('█'.repeat(full))}${paints.dim('░'.repeat(cells - full))}`;
};

const percentWords = (percent: number | null): string => (percent === null ? '-' : `${percent} %`);

const restWords = ({ estimate: { ms, basis } }: Measure): string =>
  ms === null ? `rest unknown: ${basis}` : ms === 0 ? basis : `rest about ${durationWords(ms)} (${basis})`;

/** What is to be seen of an instance beside its numbers: its blocker before its last words. */
const said = ({ blocker, blockage, summary }: InstanceProgress, paints: Paints): string => {
  const text = oneLine(blocker ?? summary);
  const short = text.length > 60 ? `${text.slice(0, 59)}…` : text;
  if (blocker === null) return short;
  return paints.alert(blockage === null ? short : `${short} (${blockage.with} is asked)`);
};

/** The run as a tree of bars, each of an instance with all below it. */
export const progressTree = (all: ProgressOfRun, paints: Paints): string => {
  const { executive, manager, specialist } = all.instances;
  const entries = new Map([...executive, ...manager, ...specialist].map((one) => [one.id, one]));
  const rows: string[][] = [];
  const walk = (nodes: readonly ProgressNode[], indent: string, isRoot: boolean): void => {
    nodes.forEach(({ id, state, subtree, children }, at) => {
      const last = at === nodes.length - 1;
      const entry = entries.get(id);
      rows.push([
        `${paints.dim(isRoot ? '' : indent + (last ? '└─ ' : '├─ '))}${stateMark(state, paints)} ${id}`,
        bar(subtree.percent, paints),
        percentWords(subtree.percent),
        `${subtree.done}/${subtree.total}`,
        state,
        subtree.lastSign === null ? '' : paints.dim(durationWords(all.timestamp - subtree.lastSign)),
        ...(all.progress.commits.count === 0
          ? []
          : [paints.dim(commitWords(subtree.commits, all.timestamp))]),
        entry === undefined ? '' : said(entry, paints),
      ]);
      walk(children, isRoot ? '' : `${indent}${last ? '   ' : '│  '}`, false);
    });
  };
  walk(all.hierarchy, '', true);
  return columns(rows);
};

/** All of it: the run in two lines, then the tree. */
export const runProgress = (all: ProgressOfRun, paints: Paints): string => {
  const { run, progress, summary } = all;
  if (run === null) return 'No run yet. Start one: tutti spawn --profile shell --role executive\n';
  const { total, active, completed, blocked, errors } = summary;
  const title = run.title === '' ? '' : ` ${oneLine(run.title)}`;
  const head = `${paints.bold(`Run ${run.run}${title}`)}  ${bar(progress.percent, paints)} ${percentWords(progress.percent)}`;
  const counts = `${total} instances: ${active} active, ${completed} completed, ${blocked} blocked, ${errors} crashed`;
  const made = progress.commits.count === 0 ? '' : `${commitWords(progress.commits, all.timestamp)}, `;
  return `${head}  ${progress.done} of ${progress.total} steps, ${made}${restWords(progress)}\n${counts}\n\n${progressTree(all, paints)}`;
};

/** One instance with those below it, as it sees itself. */
export const ownProgress = (
  {
    instance,
    hierarchy,
    timestamp,
  }: { instance: InstanceProgress; hierarchy: ProgressNode; timestamp: number },
  paints: Paints,
): string => {
  const own = { executive: [], manager: [], specialist: [], [instance.role]: [instance] };
  const summary = { total: 1, active: 0, completed: 0, blocked: 0, errors: 0 };
  const all = {
    timestamp,
    run: null,
    progress: hierarchy.subtree,
    instances: own,
    summary,
    hierarchy: [hierarchy],
  };
  return `${progressTree(all, paints)}${restWords(hierarchy.subtree)}\n`;
};
