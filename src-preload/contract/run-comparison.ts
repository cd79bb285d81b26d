import { z } from 'zod';
import { runLineSchema, runTotalsSchema, taskReportSchema } from './run-reports.ts';

/** What happened in a run, told so that two runs can be compared. `ms`: since that run's beginning. */
export const milestoneSchema = z.object({
  what: z.enum(['begun', 'done', 'failed', 'cancelled', 'reopened']),
  /** The task, by its title: ids differ from run to run. */
  title: z.string(),
  task: z.string(),
  ms: z.number().min(0),
});
export type Milestone = z.infer<typeof milestoneSchema>;

const side = z.object({ line: runLineSchema, totals: runTotalsSchema, criticalMs: z.number().min(0) });

export const runComparisonSchema = z.object({
  left: side,
  right: side,
  /**
   * Tasks of both, in the order of the left one, then those that only the right one has. Those are the same whose titles are, but for upper
   * and lower case and spaces; of several, the first is the first's. Null: there is none on that side.
   */
  tasks: z.array(
    z.object({
      title: z.string(),
      left: taskReportSchema.nullable(),
      right: taskReportSchema.nullable(),
    }),
  ),
  /** The first thing that became of a task in one run, and not next in the other; null on a side: that run ended there. Null: they never part. */
  parting: z
    .object({
      /** How many things had happened in both by then. */
      common: z.number().int().min(0),
      left: milestoneSchema.nullable(),
      right: milestoneSchema.nullable(),
    })
    .nullable(),
});
export type RunComparison = z.infer<typeof runComparisonSchema>;
