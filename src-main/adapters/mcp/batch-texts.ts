import type { ShownBatch, ShownItem } from '@contract/parallel.ts';

/** A line of a list stays one. */
const wordsShown = 200;

const words = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim().slice(0, wordsShown);
  return line === '' ? '' : ` (${line})`;
};

const standing = ({ outcome, status, retryAt }: ShownItem): string => {
  if (outcome !== null) return outcome;
  return retryAt === null || status === 'assigned' || status === 'running' ? status : 'to be tried again';
};

const itemLine = (item: ShownItem): string => {
  const who = item.assignee === null ? '' : `, ${item.assignee}`;
  const tries = item.retries === 0 ? '' : `, ${item.retries} ${item.retries === 1 ? 'retry' : 'retries'}`;
  return `- ${item.task}: ${standing(item)}${who}${tries}${words(item.summary || item.reason)} | ${item.title}`;
};

/** A batch with its tasks in the order in which they were named. */
export const batchText = (batch: ShownBatch): string => {
  const { total, done, failed, cancelled, running, waiting } = batch.counts;
  const head = `${batch.id}: ${batch.state}, ${done} of ${total} done, ${running} running (limit ${batch.limit}), ${waiting} waiting, ${failed} failed, ${cancelled} cancelled`;
  return [head, ...batch.items.map(itemLine)].join('\n');
};

export const batchesText = (batches: readonly ShownBatch[]): string[] =>
  batches.length === 0 ? ['Nothing was run in parallel.'] : batches.map(batchText);
