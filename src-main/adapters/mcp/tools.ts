import type { Tool } from './tool.ts';
import { blockerTools } from './tools/blockers.ts';
import { changingTools } from './tools/changing.ts';
import { insightTools } from './tools/insight.ts';
import { knowingTools } from './tools/knowing.ts';
import { leadingTools } from './tools/leading.ts';
import { lockingTools } from './tools/locking.ts';
import { lookingTools } from './tools/looking.ts';
import { mergingTools } from './tools/merging.ts';
import { parallelTools } from './tools/parallel.ts';
import { planningTools } from './tools/planning.ts';
import { progressTools } from './tools/progress.ts';
import { reportingTools } from './tools/reporting.ts';
import { resolvingTools } from './tools/resolving.ts';
import { subscribingTools } from './tools/subscribing.ts';
import { talkingTools } from './tools/talking.ts';
import { taskTools } from './tools/tasks.ts';

/** What agents (and the person) can call over MCP, in the order in which a model reads them. */
export const tools: readonly Tool[] = [
  ...leadingTools,
  ...planningTools,
  ...parallelTools,
  ...lookingTools,
  ...progressTools,
  ...talkingTools,
  ...subscribingTools,
  ...lockingTools,
  ...changingTools,
  ...mergingTools,
  ...resolvingTools,
  ...taskTools,
  ...reportingTools,
  ...blockerTools,
  ...knowingTools,
  ...insightTools,
];
