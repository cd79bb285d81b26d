// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the variables of a message are written that way.
import {
  type CommitSettings,
  commitMessageProblem,
  commitSettingsSchema,
} from '@contract/commit-settings.ts';

const { maxMegabytes, allow } = commitSettingsSchema.shape;

export const commitFields = [
  { path: 'commits.maxMegabytes', label: 'Largest file, in MB (0: any)', schema: maxMegabytes },
] as const;

export const commitChoices = [
  {
    path: 'commits.secrets',
    label: 'A commit with what looks like a secret',
    options: [
      { value: 'refuse', label: 'is refused' },
      { value: 'off', label: 'is not looked at' },
    ],
  },
  {
    path: 'commits.onTaskDone',
    label: 'What is left uncommitted at a task’s end',
    options: [
      { value: 'false', label: 'is left to the agent' },
      { value: 'true', label: 'is committed for it' },
    ],
  },
] as const;

/** Texts of several lines. */
export const commitTexts = [
  {
    path: 'commits.allow',
    label: 'Files that are not looked at',
    note: 'Neither for their size nor for secrets: paths, folders and patterns with * ? and **, one a line.',
    example: 'tests/fixtures/**',
  },
  {
    path: 'commits.message',
    label: 'Message of commits at a task’s end',
    note: 'May hold ${title}, ${task}, ${summary}, ${instance}, ${run} and ${branch}.',
    example: '${title}',
  },
] as const;

export type CommitPath = (typeof commitFields | typeof commitChoices | typeof commitTexts)[number]['path'];
type CommitTexts = Readonly<Record<CommitPath, string>>;

export const commitTextsOf = (commits: CommitSettings): CommitTexts => ({
  'commits.maxMegabytes': String(commits.maxMegabytes),
  'commits.secrets': commits.secrets,
  'commits.onTaskDone': String(commits.onTaskDone),
  'commits.allow': commits.allow.join('\n'),
  'commits.message': commits.message,
});

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** What is wrong with the texts; the number is looked at as the others are. */
export const commitMistakes = (texts: CommitTexts): Readonly<Partial<Record<CommitPath, string>>> => {
  const issue = allow.safeParse(linesOf(texts['commits.allow'])).error?.issues[0];
  const problem = commitMessageProblem(texts['commits.message']);
  return {
    ...(issue === undefined ? {} : { 'commits.allow': issue.message }),
    ...(problem === null ? {} : { 'commits.message': problem }),
  };
};

/** For texts without a mistake. */
export const readCommits = (texts: CommitTexts): CommitSettings =>
  commitSettingsSchema.parse({
    maxMegabytes: Number(texts['commits.maxMegabytes']),
    secrets: texts['commits.secrets'],
    onTaskDone: texts['commits.onTaskDone'] === 'true',
    allow: linesOf(texts['commits.allow']),
    message: texts['commits.message'].trim(),
  });
