import type { TuttiEvent } from '@contract/events.ts';

type MergeEvent = Extract<TuttiEvent, { kind: `merge.${string}` }>;

const short = (hash: string): string => hash.slice(0, 8);
const because = (reason: string): string => (reason === '' ? '' : `: ${reason}`);

export const mergeWords = (event: MergeEvent): string => {
  const { data } = event;
  switch (event.kind) {
    case 'merge.queued':
      return `${event.data.source} is to be merged into ${event.data.target} (${data.merge})`;
    case 'merge.waiting':
      return `${data.merge} waits${because(event.data.reason)}`;
    case 'merge.checking':
      return `${data.merge} is being checked by ${event.data.command}`;
    case 'merge.began':
      return `${data.merge} is being merged as ${short(event.data.commit)}`;
    case 'merge.merged':
      return event.data.commit === null
        ? `${data.merge} had nothing new to merge`
        : `${data.merge} was merged as ${short(event.data.commit)}`;
    case 'merge.conflicted':
      return `${data.merge} conflicts in ${event.data.files[0]?.path ?? ''}${event.data.count > 1 ? ` and ${event.data.count - 1} more` : ''}`;
    case 'merge.resolved':
      return `${data.merge}: its conflict is resolved${because(event.data.reason)}`;
    case 'merge.handed':
      return `${data.merge}: ${event.data.to} is to resolve it (${event.data.task})`;
    case 'merge.declined':
      return `${data.merge}: its conflict was given back${because(event.data.reason)}`;
    case 'merge.failed':
      return `${data.merge} failed${because(event.data.reason)}`;
    case 'merge.requeued':
      return `${data.merge} is tried again${because(event.data.reason)}`;
    case 'merge.cancelled':
      return `${data.merge} was cancelled${because(event.data.reason)}`;
    case 'merge.undone':
      return `${data.merge} was taken back${because(event.data.reason)}`;
    default:
      return event satisfies never;
  }
};
