import { z } from 'zod';
import { runNumberSchema } from './ids.ts';
import { runComparisonSchema } from './run-comparison.ts';
import { runLineSchema, runReportSchema } from './run-reports.ts';
import { whyInputSchema, whySchema } from './run-why.ts';
import { timelinePageSchema } from './timeline-facts.ts';
import { exampleFormSchema, exampleOutcomeSchema, exampleOutcomes } from './training-examples.ts';
import { command, query } from './verb.ts';

/** Absent: the current run, or the last where none goes on. */
const run = runNumberSchema.optional();

/** What a run's events tell when they are looked at together. Nothing of it is stored: it is reckoned anew when it is asked for. */
export const runInsightVerbs = {
  /** All runs with how long they took and what came of them, the newest first. */
  'runs.overview': query(z.object({}), z.array(runLineSchema)),
  /** What its timeline is made of, by its events after a number: a page, asked on with `seq` while there is `more`. The person only. */
  'runs.timeline': query(
    z.object({ run: runNumberSchema, after: z.number().int().min(0).default(0) }),
    timelinePageSchema,
  ),
  /** What a run's time went to; `not_found` where there is no such run. */
  'runs.analyze': query(z.object({ run }), runReportSchema),
  /**
   * Why a task, an instance, a merge or the run failed: the chain of recorded causes back to where it began, with what was done
   * meanwhile. `wrong_state`: it has not failed. A manager asks about any task, and about instances that it may see.
   */
  'runs.why': query(whyInputSchema, whySchema),
  /**
   * A run's spans from number `from` on as OpenTelemetry's TracesData in JSON (OTLP): `json` stands alone, `next` is where the next
   * part begins, null after the last. The person only.
   */
  'runs.spans': query(
    z.object({ run, from: z.number().int().min(0).max(10_000_000).default(0) }),
    z.object({
      run: runNumberSchema,
      json: z.string(),
      spans: z.number().int(),
      next: z.number().int().nullable(),
    }),
  ),
  /**
   * Sends all of a run's spans to `telemetry.endpoint`, masked. `wrong_state`: none is set; `timeout`, `refused`: by the other side;
   * `bad_input`: a variable for a header is not there. The person only.
   */
  'runs.sendSpans': command(
    z.object({ run }),
    z.object({
      run: runNumberSchema,
      endpoint: z.string(),
      spans: z.number().int(),
      masked: z.number().int(),
    }),
  ),
  /**
   * Training examples, one for each task that somebody had, from the task at place `from` on: `lines` are JSON as of `trainingExampleSchema`,
   * `next` is where the next part begins, null after the last. `masked`: how many secrets were masked, by what they are. The person only.
   */
  'runs.examples': query(
    z.object({
      run,
      form: exampleFormSchema.default('anthropic'),
      /** Only tasks whose last attempt ended so; absent: all. */
      outcomes: z.array(exampleOutcomeSchema).min(1).max(exampleOutcomes.length).optional(),
      /** False: secrets stay in. */
      mask: z.boolean().default(true),
      from: z.number().int().min(0).max(10_000_000).default(0),
    }),
    z.object({
      run: runNumberSchema,
      lines: z.array(z.string()),
      masked: z.record(z.string(), z.number().int()),
      next: z.number().int().nullable(),
    }),
  ),
  /** Two runs side by side: time and attempts of each task, and where they part. */
  'runs.compare': query(z.object({ left: runNumberSchema, right: runNumberSchema }), runComparisonSchema),
} as const;
