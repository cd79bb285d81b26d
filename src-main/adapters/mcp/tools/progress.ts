import { allProgressText, progressText } from '../progress-text.ts';
import { type Tool, tool } from '../tool.ts';
import { everyone, leaders, looks } from './words.ts';

export const progressTools: readonly Tool[] = [
  tool({
    name: 'getProgress',
    verb: 'progress.get',
    title: 'Get progress',
    roles: everyone,
    annotations: looks,
    description: `Tells how far an instance is, by itself and with all below it: steps done, in progress and pending, percent, last sign of life, and what the rest will take and from what that was reckoned.
When: to see how one part stands. Whose: your own, and those that list shows you.
Example: {"id": "mgr_1_1"}`,
    fields: { id: 'An instance id such as mgr_1_1; absent: yourself.' },
    render: progressText,
  }),
  tool({
    name: 'monitorAllProgress',
    verb: 'progress.all',
    title: 'Monitor all progress',
    roles: leaders,
    annotations: looks,
    description: `Tells how far all are that you may see, in one call: a summary, each instance by role, and the hierarchy. An executive sees the run, a manager its own part.
When: before you report upwards, or to find who is behind or stands still. Don't poll: you are told by message when something needs you.
Example: {}`,
    fields: {},
    render: allProgressText,
  }),
];
