import { z } from 'zod';
import { budgetsSchema } from './budgets.ts';
import { instanceSchema } from './instances.ts';
import { modelNameSchema, modeNameSchema } from './profile-choices.ts';
import {
  approvalSchema,
  limitsWishSchema,
  roleProfilesSchema,
  templateEntrySchema,
  templateLimits,
  variableValueSchema,
} from './run-templates.ts';
import { command, query } from './verb.ts';
import { runSchema } from './view.ts';

/** As much as a role prompt takes of a task beside the plan; what is longer belongs into a file of the project. */
export const runGoalLimit = 20_000;

export const launchInputSchema = z.object({
  /** What is to be done, in the person's words. */
  goal: z
    .string()
    .trim()
    .min(1, 'say what is to be done')
    .max(runGoalLimit)
    .refine((words) => !words.includes('\0'), 'can’t hold a zero byte'),
  /** Absent: one executive that makes the plan itself. */
  template: z.string().min(1).max(200).optional(),
  /** Answers to the template's questions, by their names. */
  variables: z
    .record(z.string().max(40), variableValueSchema)
    .refine(
      (given) => Object.keys(given).length <= templateLimits.variables,
      `a template asks at most ${templateLimits.variables} questions`,
    )
    .default({}),
  /** Absent: the first line of the goal. */
  title: z.string().trim().max(200).default(''),
  /** Of all; what `profiles` says of a role goes before it, and what the template says comes after. */
  profile: z.string().min(1).max(80).optional(),
  profiles: roleProfilesSchema.prefault({}),
  /** These four of the executive, as at `instances.spawn`. */
  permissions: modeNameSchema.optional(),
  dangerous: z.boolean().optional(),
  model: modelNameSchema.optional(),
  confirm: z.boolean().optional(),
  /** These three are kept as the project's own from then on. Absent: they stay, or are tightened as the template says. */
  limits: limitsWishSchema.optional(),
  budget: budgetsSchema.optional(),
  approval: approvalSchema.optional(),
});

export const launchedSchema = z.object({
  run: runSchema,
  executive: instanceSchema,
  /** Of the plan; 0 without a template. */
  parts: z.number().int(),
  tasks: z.number().int(),
});
export type LaunchedRun = z.infer<typeof launchedSchema>;

export const runTemplateVerbs = {
  'templates.list': query(z.object({}), z.array(templateEntrySchema)),
  /** With the text of its file. */
  'templates.show': query(
    z.object({ name: z.string().min(1).max(200) }),
    templateEntrySchema.extend({ text: z.string().nullable() }),
  ),
  /**
   * Begins a run with its plan, its tasks and one executive, or nothing at all; the person only. `wrong_state` while instances live.
   * Where its program can't be started, the run has ended with that reason.
   */
  'runs.launch': command(launchInputSchema, launchedSchema),
} as const;
