// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the variables of a message are written that way.
import { z } from 'zod';
import { pathClaimSchema } from './paths.ts';
import { namesIn } from './template-text.ts';

/** What the `${…}` of the message of a commit stand for. */
export const commitVariables = ['task', 'title', 'summary', 'instance', 'run', 'branch'] as const;
export type CommitVariable = (typeof commitVariables)[number];

const isKnown = (name: string): boolean => (commitVariables as readonly string[]).includes(name);

/** What is wrong with a template, as a sentence with its remedy; null where nothing is. */
export const commitMessageProblem = (template: string): string | null => {
  if (template.includes('\0')) return 'a message can’t hold a zero byte: take it out';
  const unknown = namesIn(template).find((name) => !isKnown(name));
  if (unknown !== undefined)
    return `nothing is called \${${unknown}}: use ${commitVariables.map((name) => `\${${name}}`).join(', ')}`;
  if (template.trim() === '') return 'a commit needs a message: write one, such as ${title}';
  // Of one that is not closed nothing would be put in.
  if (/\$\{[^}]*$/.test(template.replaceAll('$${', ''))) return 'a ${ is not closed: write } behind the name';
  return null;
};

const messageSchema = z
  .string()
  .max(2000)
  .superRefine((template, context) => {
    const problem = commitMessageProblem(template);
    if (problem !== null) context.addIssue({ code: 'custom', message: problem });
  });

/** What is looked at before a commit in a worktree of Tutti's is made, and what Tutti commits by itself. */
export const commitSettingsSchema = z.object({
  /** Files that a commit adds or changes are refused above so many MB (of 1,048,576 bytes); 0: of any size. */
  maxMegabytes: z.number().int().min(0).max(10_000).default(50),
  /** Whether a commit is refused that adds what looks like a secret. */
  secrets: z.enum(['refuse', 'off']).default('refuse'),
  /** Files that are not looked at: paths, folders and globs. */
  allow: z.array(pathClaimSchema).max(100).default([]),
  /** Whether Tutti commits what is left when an instance has completed its task. */
  onTaskDone: z.boolean().default(false),
  /** With `${title}` and the like. */
  message: messageSchema.default('${title}'),
});
export type CommitSettings = z.infer<typeof commitSettingsSchema>;
