import type { ShownBatch, ShownItem } from '@contract/parallel.ts';
import { columns } from './columns.ts';
import { oneLine, type Paints } from './paint.ts';

const outcomeOf = ({ outcome, status }: ShownItem, paints: Paints): string => {
  if (outcome === null) return status;
  return outcome === 'done' ? paints.good(outcome) : paints.bad(outcome);
};

const noteOf = ({ outcome, summary, reason, retries }: ShownItem): string => {
  const tried = retries === 0 ? '' : `tried again ${retries} times  `;
  return `${tried}${oneLine(outcome === 'done' ? summary : reason)}`;
};

const batchText = (batch: ShownBatch, paints: Paints): string => {
  const { id, state, by, parent, limit, counts, reason } = batch;
  const others = (['running', 'waiting', 'failed', 'cancelled'] as const).flatMap((name) =>
    counts[name] === 0 ? [] : [`${counts[name]} ${name}`],
  );
  const of = parent === null ? '' : `, specialists of ${parent}`;
  const why = reason === '' ? '' : `: ${oneLine(reason)}`;
  const rows = batch.items.map((item) => [
    `  ${item.task}`,
    outcomeOf(item, paints),
    item.assignee ?? '',
    oneLine(item.title),
    noteOf(item),
  ]);
  const head = `${paints.bold(id)}  ${state}${why}  ${[`${counts.done} of ${counts.total} done`, ...others].join(', ')}`;
  return `${head}\n${paints.dim(`  by ${by}${of}, ${limit} at a time`)}\n${columns(rows)}`;
};

/** Batches in the order in which they were begun, the tasks of each in that of their results. */
export const batchesText = (batches: readonly ShownBatch[], paints: Paints): string =>
  batches.length === 0
    ? 'Nothing has been run in parallel. Begin with: tutti parallel run TASK…\n'
    : batches.map((batch) => batchText(batch, paints)).join('\n');
