import { z } from 'zod';
import { mergeCheckSchema } from './merges.ts';

export const setUpLimits = {
  /** Entries of one list: each is looked for at every spawn. */
  entries: 100,
  /** Of one entry, in UTF-16 units: paths of projects are shorter. */
  path: 500,
  command: 2000,
  /** What of a set-up is told; more would be the same news. */
  notes: 20,
  note: 400,
  /** Of a set-up's output what its end tells, in UTF-16 units. */
  output: 20_000,
} as const;

const isOutside = (path: string): boolean => /^(?:\/|~|[a-z]:)/i.test(path);

/** What is wrong with a path that is to be copied or linked, as a sentence with its remedy; null where nothing is. */
export const setUpPathProblem = (raw: string): string | null => {
  const path = raw.trim();
  if (path === '') return 'a path is missing';
  if (path.length > setUpLimits.path) return `a path has at most ${setUpLimits.path} characters`;
  if ([...path].some((letter) => letter < ' ' || letter === '\u007f'))
    return 'a path has no control characters: take them out';
  if (path.includes('\\')) return `${path}: write "/" between folders, and no backslash`;
  if (isOutside(path))
    return `${path} is not relative to the repository: leave out a leading "/", "~" or drive`;
  const segments = path.split('/').filter((segment) => segment !== '' && segment !== '.');
  if (segments.includes('..')) return `${path} leads out of the repository: leave out ".."`;
  if (segments.some((segment) => segment.toLowerCase() === '.git'))
    return `${path}: what is in .git is git’s own`;
  if (segments.every((segment) => /^[*?]+$/.test(segment)))
    return `${path} would be everything: name a folder or a file`;
  return null;
};

/** Without `.`, doubled and trailing slashes. For one without a problem. */
export const normalSetUpPath = (raw: string): string =>
  raw
    .trim()
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.')
    .join('/');

// The mistake is the list's, so that an error names the field as a person knows it.
const paths = z
  .array(z.string())
  .max(setUpLimits.entries, `at most ${setUpLimits.entries} paths`)
  .superRefine((list, context) => {
    for (const raw of list) {
      const problem = setUpPathProblem(raw);
      if (problem !== null) context.addIssue({ code: 'custom', message: problem });
    }
  })
  .transform((list) => [...new Set(list.map(normalSetUpPath))])
  .default([]);

/** What a new worktree gets beside what git checks out. */
export const worktreeSettingsSchema = z.object({
  /** Files and folders of the person's checkout, relative to its top; `*` and `?` within a name, `**` for any folders. */
  copy: paths,
  /** Those that are the same in all worktrees: a symbolic link to the person's own. */
  link: paths,
  /** The person's own command line, run by `sh` in the worktree before the program starts; empty: nothing is run. */
  setup: z
    .string()
    .max(setUpLimits.command)
    .refine((line) => !line.includes('\0'), 'a command can’t hold a zero byte: take it out')
    .default(''),
  setupMinutes: z.number().int().min(1).max(240).default(15),
});
export type WorktreeSettings = z.infer<typeof worktreeSettingsSchema>;

const notesSchema = z.array(z.string().max(setUpLimits.note)).max(setUpLimits.notes);

/** How an instance's worktree was made ready, in short. */
export const setUpSchema = z.object({
  state: z.enum(['under-way', 'done', 'failed']),
  /** Since when it is in this state, in milliseconds since 1970. */
  since: z.number(),
  /** The command that is run, or was; empty: none. */
  command: z.string(),
  copied: z.number().int().min(0),
  linked: z.number().int().min(0),
  /** What the person should know: what was not there, what git leaves out of the worktree. */
  notes: notesSchema,
  /** Why it failed; empty: it has not. */
  reason: z.string(),
});
export type SetUp = z.infer<typeof setUpSchema>;

/** What a set-up came to. */
export const setUpReportSchema = setUpSchema.pick({ copied: true, linked: true, notes: true }).extend({
  /** How the command went; null: there was none, or it was not come to. */
  check: mergeCheckSchema.nullable(),
  /** Why it failed; null: the worktree is ready. */
  trouble: z.string().max(2000).nullable(),
});
export type SetUpReport = z.infer<typeof setUpReportSchema>;
