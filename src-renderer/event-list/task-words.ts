import type { TuttiEvent } from '@contract/events.ts';
import { brief } from './brief.ts';

type TaskEvent = Extract<TuttiEvent, { kind: `task.${string}` | `plan.${string}` }>;

const because = (reason: string): string => (reason === '' ? '' : `: ${brief(reason)}`);

const changedNames = (changes: object): string =>
  Object.entries(changes)
    .filter(([, value]) => value !== undefined)
    .map(([name]) => name)
    .join(', ');

const inParts = (count: number): string => `${count} part${count === 1 ? '' : 's'}`;

export const taskWords = (event: TaskEvent): string => {
  const { kind, data } = event;
  switch (kind) {
    case 'task.created':
      return `${data.task} was made: ${brief(data.title)}`;
    case 'task.edited':
      return `${data.task} was changed: ${changedNames(data.changes)}`;
    case 'task.assigned': {
      const again = data.attempt > 1 ? `, attempt ${data.attempt}` : '';
      const how =
        data.message === null
          ? `taken by ${data.assignee}`
          : `given to ${data.assignee} with ${data.message}`;
      return `${data.task} was ${how}${again}${because(data.reason)}`;
    }
    case 'task.started':
      return `${data.task} is running`;
    case 'task.reopened':
      return `${data.task} is open again${because(data.reason)}`;
    case 'task.completed':
      return `${data.task} is done: ${brief(data.result.summary)}`;
    case 'task.committed': {
      const files = data.files === 1 ? '1 file' : `${data.files} files`;
      const late = data.found ? ', as was found at the start' : '';
      return `${files} that ${data.assignee ?? 'nobody'} had left were committed for ${data.task} as ${data.commit.slice(0, 10)}${late}`;
    }
    case 'task.uncommitted':
      return `What ${data.assignee ?? 'nobody'} left for ${data.task} could not be committed${because(brief(data.reason))}`;
    case 'task.failed':
      return `${data.task} failed${because(data.reason)}`;
    case 'task.cancelled':
      return `${data.task} was cancelled${because(data.reason)}`;
    case 'task.accepted':
      return `${data.task} was accepted by ${data.by}${because(data.comment)}`;
    case 'plan.made':
      return `${data.by} made a plan in ${inParts(data.parts.length)}: ${brief(data.goal)}`;
    case 'plan.staffed':
      return data.manager === null
        ? `Part ${data.part} has no manager any more`
        : `${data.manager} leads the part ${data.part}`;
    case 'plan.part-completed':
      return `Part ${data.part} is complete: ${brief(data.result.summary)}`;
    default:
      return event satisfies never;
  }
};
