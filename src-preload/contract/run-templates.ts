import { z } from 'zod';
import type { roles } from './ids.ts';
import { patternSchema } from './pattern.ts';
import { planLimits } from './plan.ts';
import { prioritySchema } from './priority.ts';
import { settingsSchema } from './settings.ts';
import { partNameSchema, taskLimits, taskRefSchema } from './tasks.ts';

export const templateLimits = {
  /** Questions that a person is willing to answer before anything begins. */
  variables: 20,
  choices: 40,
  /** An answer: a name, a list of fields, a sentence. */
  value: 1000,
  checks: 20,
  check: 500,
  prompt: 4000,
} as const;

/** Becomes part of a message or a prompt, and no terminal takes a zero byte in a paste. */
const text = (limit: number) =>
  z
    .string()
    .max(limit)
    .refine((words) => !words.includes('\0'), 'can’t hold a zero byte: take it out');

/** A variable's name; `goal` is the person's own words for what is to be done, and never asked. */
export const variableNameSchema = z
  .string()
  .regex(/^[a-zA-Z][a-zA-Z0-9_]{0,39}$/, 'is a letter, then letters, digits and _, at most 40');

export const variableValueSchema = text(templateLimits.value);

/** What is asked before a run begins; its answer stands for `${name}` in every text of the template. */
export const templateVariableSchema = z.strictObject({
  name: variableNameSchema,
  /** The question, as a person reads it. */
  question: text(200).min(1),
  /** What holds where nothing is answered; absent: an answer is needed. */
  default: variableValueSchema.optional(),
  /** A regular expression that the whole answer must match. */
  pattern: patternSchema.optional(),
  /** The only answers there are. */
  choices: z.array(variableValueSchema.min(1)).min(1).max(templateLimits.choices).optional(),
});
export type TemplateVariable = z.infer<typeof templateVariableSchema>;

const checksField = z.array(text(templateLimits.check).trim().min(1)).max(templateLimits.checks).default([]);
/** Claims as in `pathClaimSchema`, once the variables are put in. */
const filesField = z.array(text(500).min(1)).max(planLimits.files).default([]);

/** What one manager answers for. */
export const templatePartSchema = z.strictObject({
  name: partNameSchema,
  goal: text(planLimits.goal).default(''),
  files: filesField,
  /** Names of the parts that must be finished before. */
  dependsOn: z.array(z.string()).max(planLimits.parts).default([]),
  /** `prompt`: what its manager is told besides. */
  manager: z.strictObject({ prompt: text(templateLimits.prompt).default('') }).prefault({}),
});
export type TemplatePart = z.infer<typeof templatePartSchema>;

export const templateTaskSchema = z.strictObject({
  /** Its name within the template, for the `dependsOn` of others. */
  key: taskRefSchema,
  part: z.string(),
  title: text(taskLimits.title).trim().min(1),
  instructions: text(taskLimits.instructions).default(''),
  files: filesField,
  /** Keys of the tasks that must be done before. */
  dependsOn: z.array(z.string()).max(taskLimits.dependencies).default([]),
  /** Minutes. */
  estimate: z.number().int().min(1).max(taskLimits.estimate).optional(),
  priority: prioritySchema.default('normal'),
  /** Commands that show that it is done. */
  checks: checksField,
});
export type TemplateTask = z.infer<typeof templateTaskSchema>;

const profileName = z.string().min(1).max(80);
/** Who is started with which profile. */
export const roleProfilesSchema = z.strictObject({
  executive: profileName.optional(),
  manager: profileName.optional(),
  specialist: profileName.optional(),
} satisfies Record<(typeof roles)[number], unknown>);
export type RoleProfiles = z.infer<typeof roleProfilesSchema>;

const amount = {
  tokens: z.number().int().min(1).optional(),
  cost: z.number().positive().optional(),
  minutes: z.number().int().min(1).optional(),
};

/** How many of a role may live; what is not said stays as the settings say. */
export const limitsWishSchema = z.strictObject({
  executives: z.number().int().min(1).max(100).optional(),
  managers: z.number().int().min(0).max(500).optional(),
  specialists: z.number().int().min(0).max(1000).optional(),
  childrenEach: z.number().int().min(0).max(200).optional(),
});
export type LimitsWish = z.infer<typeof limitsWishSchema>;

export const approvalSchema = settingsSchema.shape.approval.unwrap();
export type Approval = z.infer<typeof approvalSchema>;

/**
 * What holds for its runs where the person says nothing. `limits`, `budget` and `approval` only ever tighten what is set: a file
 * can hold agents back, and never let them loose.
 */
export const templateDefaultsSchema = z.strictObject({
  profiles: roleProfilesSchema.prefault({}),
  limits: limitsWishSchema.prefault({}),
  budget: z
    .strictObject({
      run: z.strictObject(amount).prefault({}),
      instance: z.strictObject(amount).prefault({}),
    })
    .prefault({}),
  approval: approvalSchema.optional(),
});
export type TemplateDefaults = z.infer<typeof templateDefaultsSchema>;

/** A run as it can be started again and again; a YAML file. Described field by field in docs/guides/templates.md. */
export const runTemplateSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{0,59}$/, 'is small letters, digits, ".", "_" and "-", at most 60'),
  title: text(80).trim().min(1),
  description: text(600).default(''),
  variables: z.array(templateVariableSchema).max(templateLimits.variables).default([]),
  /** The goal of the plan; `${goal}` is what the person said. */
  goal: text(planLimits.goal).trim().min(1),
  parts: z.array(templatePartSchema).min(1).max(planLimits.parts),
  tasks: z.array(templateTaskSchema).max(taskLimits.together).default([]),
  /** Commands that must succeed on the executive's branch before the run is done. */
  checks: checksField,
  defaults: templateDefaultsSchema.prefault({}),
});
export type RunTemplate = z.infer<typeof runTemplateSchema>;

/** A template as it is listed. */
export const templateEntrySchema = z.object({
  name: z.string(),
  title: z.string(),
  source: z.enum(['tutti', 'person', 'project']),
  /** Null for one that comes with Tutti. */
  file: z.string().nullable(),
  /** Null where it can't be used. */
  template: runTemplateSchema.nullable(),
  /** Why it can't be used, one mistake a line as `file:line: field: what`; null: it can. */
  problem: z.string().nullable(),
});
export type TemplateEntry = z.infer<typeof templateEntrySchema>;

/** The answers that a template needs, with its own where nothing was said; `wrong` by the name of the variable. */
export const answersOf = (
  variables: readonly TemplateVariable[],
  given: Readonly<Record<string, string>>,
): { readonly values: Record<string, string>; readonly wrong: Record<string, string> } => {
  const values: Record<string, string> = {};
  const wrong: Record<string, string> = {};
  for (const variable of variables) {
    const said = Object.hasOwn(given, variable.name) ? (given[variable.name] ?? '').trim() : '';
    const value = said === '' ? (variable.default ?? '') : said;
    const problem = answerProblem(variable, value);
    if (problem === null) values[variable.name] = value;
    else wrong[variable.name] = problem;
  }
  return { values, wrong };
};

/** What is wrong with an answer, to be read by itself; null: nothing is. */
export const answerProblem = (variable: TemplateVariable, value: string): string | null => {
  const { choices, pattern } = variable;
  if (value === '' && variable.default !== '') return 'An answer is needed.';
  if (!variableValueSchema.safeParse(value).success)
    return `An answer has at most ${templateLimits.value} characters, and no zero byte.`;
  if (choices !== undefined && !choices.includes(value)) return `It is one of ${choices.join(', ')}.`;
  if (pattern !== undefined && !new RegExp(`^(?:${pattern})$`, 'u').test(value))
    return `It has to look like ${pattern}.`;
  return null;
};
