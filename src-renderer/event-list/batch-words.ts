import type { TuttiEvent } from '@contract/events.ts';
import { brief } from './brief.ts';

type BatchEvent = Extract<TuttiEvent, { kind: `batch.${string}` }>;

const because = (reason: string): string => (reason === '' ? '' : `: ${brief(reason)}`);

export const batchWords = (event: BatchEvent): string => {
  const { kind, data } = event;
  switch (kind) {
    case 'batch.begun':
      return `${data.by} began ${data.batch}: ${data.tasks.length} task${data.tasks.length === 1 ? '' : 's'}, ${data.limit} at a time`;
    case 'batch.retried':
      return `${data.task} of ${data.batch} is tried again, retry ${data.retry}${because(data.reason)}`;
    case 'batch.reminded':
      return `${data.assignee} was asked for a sign of life on ${data.task}`;
    case 'batch.settled':
      return `${data.task} of ${data.batch} ended ${data.outcome}${because(data.reason)}`;
    case 'batch.finished':
      return `${data.batch} has finished`;
    case 'batch.cancelled':
      return `${data.batch} was cancelled${because(data.reason)}`;
    default:
      return event satisfies never;
  }
};
