import { z } from 'zod';
import { instanceIdSchema } from './ids.ts';
import { branchNameSchema } from './merges.ts';
import { tuttiErrorSchema } from './result.ts';
import { commitHashSchema } from './worktree-work.ts';

export const publishLimits = {
  /** GitHub takes no longer title, in characters. */
  title: 256,
  /** In UTF-16 units: `gh` is given it as one argument, and Linux refuses one over 128 KB (at most 3 bytes a unit). */
  body: 40_000,
  /** Remotes that a window lets choose from; a repository has one or two. */
  remotes: 50,
  /** Of what the other side said, in UTF-16 units: its last lines. */
  says: 4000,
} as const;

/** The name of a remote of the repository; never a URL, so that nothing is pushed where the person has not set it up. */
export const remoteNameSchema = z
  .string()
  .min(1, 'a remote is missing')
  .max(200)
  .regex(
    /^[^-\s\p{Cc}:~^?*[\\][^\s\p{Cc}:~^?*[\\]*$/u,
    'this is no remote’s name: use one that git remote shows',
  );

const oneLine = (text: string): boolean => !/[\p{Cc}]/u.test(text);

export const pullRequestSchema = z.object({
  title: z
    .string()
    .trim()
    .min(1, 'a title is missing')
    .max(publishLimits.title, `a title has at most ${publishLimits.title} characters`)
    .refine(oneLine, 'a title is one line'),
  body: z
    .string()
    .max(publishLimits.body)
    .refine((text) => !text.includes('\0'), 'it can’t hold a zero byte: take it out')
    .default(''),
  /** The branch there that it is to go into; absent: as the plan has it. */
  base: branchNameSchema.optional(),
  draft: z.boolean().default(false),
});
export type PullRequest = z.infer<typeof pullRequestSchema>;

/** A remote of the repository. URLs are without the name and password that they may carry. */
export const remoteSchema = z.object({
  name: z.string(),
  /** Where a push goes: mostly one. */
  urls: z.array(z.string()),
  /** Where that is, where its URL tells: `github.com` and `ada/orders-api`. */
  host: z.string().nullable(),
  path: z.string().nullable(),
});
export type Remote = z.infer<typeof remoteSchema>;

/**
 * What `gh` says: `ready`: installed, and logged in at that host. `elsewhere`: the remote is none of GitHub's. `unknown`: it could not
 * tell (no network).
 */
export const ghStates = ['ready', 'missing', 'logged-out', 'elsewhere', 'unknown'] as const;
export const ghStateSchema = z.enum(ghStates);
export type GhState = z.infer<typeof ghStateSchema>;

/** What publishing a branch would do. Looked up on this machine alone, but for `gh`, which asks its host whether it is logged in. */
export const publishPlanSchema = z.object({
  branch: z.string(),
  /** Whose work; null: a branch that belongs to no instance. */
  id: instanceIdSchema.nullable(),
  /** The commit that would be pushed, and its first line (empty: its base has it already). */
  tip: commitHashSchema,
  subject: z.string(),
  remotes: z.array(remoteSchema),
  /** Which of them; null: there is none. */
  remote: z.string().nullable(),
  /** What it is to be called there. */
  as: z.string(),
  /** Where that branch stood there when it was last seen; null: it was not there. */
  seen: z
    .object({
      tip: commitHashSchema,
      ahead: z.number().int().min(0),
      /** Commits there that the branch lacks: the push would be refused. */
      behind: z.number().int().min(0),
    })
    .nullable(),
  gh: z.object({ state: ghStateSchema, says: z.string() }),
  /** Of the pull request: the repository (`github.com/ada/orders-api`) that it is opened in, its own branch, and the one that it goes into. */
  repository: z.string().nullable(),
  head: z.string(),
  base: z.string(),
  /** What it could say. */
  title: z.string(),
  body: z.string(),
  /** The page on which it can be opened by hand; null: not known. */
  page: z.string().nullable(),
  /** Files in its worktree that are not committed, so stay here; null: it has none, or git could not tell. */
  uncommitted: z.number().int().min(0).nullable(),
  /** Why it can't be published as it is, and what to do; null: it can. */
  trouble: tuttiErrorSchema.nullable(),
});
export type PublishPlan = z.infer<typeof publishPlanSchema>;

/** What came of it. `trouble`: the branch is there, but the pull request could not be opened. */
export const publishedSchema = z.object({
  branch: z.string(),
  id: instanceIdSchema.nullable(),
  remote: z.string(),
  as: z.string(),
  tip: commitHashSchema,
  /** It was there already. */
  upToDate: z.boolean(),
  /** What the other side said. */
  says: z.string(),
  /** A page that it named, mostly the one to open a pull request; null: none. */
  link: z.string().nullable(),
  /** `existing`: there was one for that branch before. */
  pullRequest: z.object({ url: z.string(), existing: z.boolean() }).nullable(),
  trouble: tuttiErrorSchema.nullable(),
});
export type Published = z.infer<typeof publishedSchema>;
