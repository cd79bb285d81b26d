import type { TuttiEvent } from '@contract/events.ts';

type WorkEvent = Extract<TuttiEvent, { kind: `work.${string}` }>;

const files = (count: number): string => (count === 1 ? '1 file' : `${count} files`);

export const keptWords = (event: WorkEvent): string => {
  switch (event.kind) {
    case 'work.saved': {
      const what = event.data.kind === 'tip' ? 'The branch' : `Uncommitted work (${files(event.data.files)})`;
      const left = event.data.left.length === 0 ? '' : `, but for ${event.data.left.join(', ')}`;
      return `${what} of ${event.data.id} is kept as ${event.data.work}${left}`;
    }
    case 'work.unsaved':
      return `Uncommitted work of ${event.data.id} could not be kept: ${event.data.reason}`;
    case 'work.restored':
      return `${event.data.work} was brought back as ${event.data.branch}`;
    case 'work.dropped':
      return `${event.data.work} is kept no longer: ${event.data.reason}`;
    case 'work.cleaning':
      return `${event.data.name} is being taken away`;
    case 'work.cleaned':
      return `${event.data.name} was cleaned up`;
    case 'work.stayed':
      return `${event.data.name} was not cleaned up: ${event.data.reason}`;
    case 'work.mended':
      return `Mended: ${event.data.what}`;
    default:
      return event satisfies never;
  }
};
