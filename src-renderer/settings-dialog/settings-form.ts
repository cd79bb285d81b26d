import type { NotificationSettings } from '@contract/notification-settings.ts';
import type { TuttiError } from '@contract/result.ts';
import { type Settings, settingsSchema } from '@contract/settings.ts';
import {
  type CommitPath,
  commitChoices,
  commitFields,
  commitMistakes,
  commitTexts,
  commitTextsOf,
  readCommits,
} from './commit-form.ts';
import { type NotificationPath, notificationMistakes, notificationPaths } from './notification-form.ts';

const {
  limits,
  recovery,
  breaker,
  starts,
  scrollback,
  restartTogether,
  locks,
  coordination,
  merging,
  worktrees,
} = settingsSchema.shape;
const inLimits = limits.unwrap().shape;
const inRecovery = recovery.unwrap().shape;
const inBreaker = breaker.unwrap().shape;
const inStarts = starts.unwrap().shape;
const inLocks = locks.unwrap().shape;
const inMerging = merging.unwrap().shape;
const inWorktrees = worktrees.unwrap().shape;
const inCoordination = coordination.unwrap().shape;

/** The project's settings that are numbers, in their order; `path` is what an error names. */
export const settingFields = [
  { path: 'limits.executives', label: 'Executives at most', schema: inLimits.executives },
  { path: 'limits.managers', label: 'Managers at most', schema: inLimits.managers },
  { path: 'limits.specialists', label: 'Specialists at most', schema: inLimits.specialists },
  { path: 'limits.childrenEach', label: 'Children of one instance at most', schema: inLimits.childrenEach },
  {
    path: 'coordination.blockerMinutes',
    label: 'Minutes that a parent has to answer a blocker',
    schema: inCoordination.blockerMinutes,
  },
  { path: 'scrollback', label: 'Lines kept of each terminal', schema: scrollback },
] as const;

/** Those about what starts, and what is started again. */
export const startFields = [
  { path: 'starts.together', label: 'Starting at the same moment', schema: inStarts.together },
  { path: 'starts.keepFreeMb', label: 'Memory kept free (MB)', schema: inStarts.keepFreeMb },
  { path: 'recovery.most', label: 'Unasked restarts of one at most', schema: inRecovery.most },
  { path: 'recovery.withinMinutes', label: '… in so many minutes', schema: inRecovery.withinMinutes },
  { path: 'breaker.failures', label: 'Failures before a rest', schema: inBreaker.failures },
  { path: 'breaker.withinSeconds', label: '… in so many seconds', schema: inBreaker.withinSeconds },
  { path: 'breaker.openSeconds', label: 'Seconds of rest', schema: inBreaker.openSeconds },
  { path: 'breaker.successes', label: 'Good starts that end it', schema: inBreaker.successes },
  { path: 'restartTogether', label: 'Resumed by you at the same moment', schema: restartTogether },
  { path: 'locks.graceSeconds', label: 'Seconds that locks outlast a crash', schema: inLocks.graceSeconds },
  {
    path: 'locks.askAgainSeconds',
    label: 'Seconds that a granted lock waits to be taken up',
    schema: inLocks.askAgainSeconds,
  },
] as const;

/** Those about the merge queue. */
export const mergeFields = [
  { path: 'merging.checkMinutes', label: 'Minutes that the check may take', schema: inMerging.checkMinutes },
  { path: 'merging.together', label: 'Merges checked together', schema: inMerging.together },
  { path: 'merging.keepDays', label: 'Days that kept work stays', schema: inMerging.keepDays },
] as const;

/** Settings that are a line of text; empty says that there is none. */
export const lineFields = [
  {
    path: 'merging.check',
    label: 'Check before a merge lands',
    note: 'A command line, run by sh on what the merge would make of its target. Empty: nothing is run.',
    example: 'npm ci && npm test',
    schema: inMerging.check,
  },
  {
    path: 'merging.resolver',
    label: 'Profile that resolves conflicts',
    note: 'A conflict that you hand to it is resolved by a new specialist of this profile. Empty: there is none.',
    example: 'claude',
    schema: inMerging.resolver,
  },
] as const;

/** What a new worktree gets: lists of paths, one a line. */
export const worktreeLists = [
  {
    path: 'worktrees.copy',
    label: 'Copied into each new worktree',
    note: 'Files and folders of your checkout that git ignores, one a line; * ? and ** for patterns.',
    example: '.env\n**/.env.local',
    schema: inWorktrees.copy,
  },
  {
    path: 'worktrees.link',
    label: 'Linked into each new worktree',
    note: 'The same in all of them: what an agent changes there is changed for you, too.',
    example: 'datasets',
    schema: inWorktrees.link,
  },
] as const;

export const worktreeLines = [
  {
    path: 'worktrees.setup',
    label: 'Set-up command of a new worktree',
    note: 'Run by sh in it before the agent starts; when it fails, the agent is not started. Empty: nothing is run.',
    example: 'npm ci',
    schema: inWorktrees.setup,
  },
] as const;

export const worktreeFields = [
  {
    path: 'worktrees.setupMinutes',
    label: 'Minutes that the set-up may take',
    schema: inWorktrees.setupMinutes,
  },
] as const;

export const mergeChoices = [
  {
    path: 'merging.strategy',
    label: 'How work is merged',
    options: [
      { value: 'merge', label: 'a merge commit' },
      { value: 'squash', label: 'squashed into one commit' },
      { value: 'rebase', label: 'rebased, commit by commit' },
    ],
  },
] as const;

/** Settings that are one of a few. */
export const choiceFields = [
  {
    path: 'recovery.restart',
    label: 'An agent that crashes at work',
    options: [
      { value: 'crashed', label: 'is started again' },
      { value: 'off', label: 'waits for you' },
    ],
  },
  {
    path: 'coordination.planBeforeSpawn',
    label: 'An executive starts others',
    options: [
      { value: 'true', label: 'once it has a plan' },
      { value: 'false', label: 'at any time' },
    ],
  },
  {
    path: 'approval',
    label: 'What agents spawn needs your yes',
    options: [
      { value: 'off', label: 'never' },
      { value: 'managers', label: 'for managers' },
      { value: 'all', label: 'always' },
    ],
  },
] as const;

const numberFields = [...settingFields, ...startFields, ...mergeFields, ...worktreeFields, ...commitFields];
const allLines = [...lineFields, ...worktreeLines];

type NumberPath = (typeof numberFields)[number]['path'];
type LinePath = (typeof allLines)[number]['path'];
type ListPath = (typeof worktreeLists)[number]['path'];
export type FieldPath =
  | CommitPath
  | NumberPath
  | LinePath
  | ListPath
  | (typeof choiceFields)[number]['path']
  | (typeof mergeChoices)[number]['path'];
export type SettingPath = FieldPath | NotificationPath;
/** What stands in the fields, as typed. */
export type SettingTexts = Readonly<Record<FieldPath, string>>;
/** What is wrong, by field. */
export type SettingMistakes = Readonly<Partial<Record<SettingPath, string>>>;

export const textsOf = ({
  limits,
  recovery,
  breaker,
  starts,
  locks,
  coordination,
  merging,
  worktrees,
  commits,
  ...rest
}: Settings): SettingTexts => ({
  'limits.executives': String(limits.executives),
  'limits.managers': String(limits.managers),
  'limits.specialists': String(limits.specialists),
  'limits.childrenEach': String(limits.childrenEach),
  scrollback: String(rest.scrollback),
  restartTogether: String(rest.restartTogether),
  'recovery.restart': recovery.restart,
  'recovery.most': String(recovery.most),
  'recovery.withinMinutes': String(recovery.withinMinutes),
  'breaker.failures': String(breaker.failures),
  'breaker.withinSeconds': String(breaker.withinSeconds),
  'breaker.openSeconds': String(breaker.openSeconds),
  'breaker.successes': String(breaker.successes),
  approval: rest.approval,
  'locks.graceSeconds': String(locks.graceSeconds),
  'locks.askAgainSeconds': String(locks.askAgainSeconds),
  'starts.together': String(starts.together),
  'starts.keepFreeMb': String(starts.keepFreeMb),
  'coordination.blockerMinutes': String(coordination.blockerMinutes),
  'coordination.planBeforeSpawn': String(coordination.planBeforeSpawn),
  'merging.strategy': merging.strategy,
  'merging.check': merging.check,
  'merging.checkMinutes': String(merging.checkMinutes),
  'merging.together': String(merging.together),
  'merging.keepDays': String(merging.keepDays),
  'merging.resolver': merging.resolver,
  'worktrees.copy': worktrees.copy.join('\n'),
  'worktrees.link': worktrees.link.join('\n'),
  'worktrees.setup': worktrees.setup,
  'worktrees.setupMinutes': String(worktrees.setupMinutes),
  ...commitTextsOf(commits),
});

/** An empty field is no number, though `Number` takes it for 0. */
const numberOf = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

const mistakesIn = (texts: SettingTexts): SettingMistakes =>
  Object.fromEntries(
    numberFields.flatMap(({ path, schema }) => {
      const { minValue, maxValue } = schema.unwrap();
      const fits = schema.safeParse(numberOf(texts[path])).success;
      return fits ? [] : [[path, `A whole number from ${minValue ?? 0} to ${maxValue ?? 0}.`]];
    }),
  );

const lineMistakes = (texts: SettingTexts): SettingMistakes =>
  Object.fromEntries(
    allLines.flatMap(({ path, schema }) => {
      const issue = schema.safeParse(texts[path].trim()).error?.issues[0];
      return issue === undefined ? [] : [[path, issue.message]];
    }),
  );

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

const listMistakes = (texts: SettingTexts): SettingMistakes =>
  Object.fromEntries(
    worktreeLists.flatMap(({ path, schema }) => {
      const issue = schema.safeParse(linesOf(texts[path])).error?.issues[0];
      return issue === undefined ? [] : [[path, issue.message]];
    }),
  );

/** The settings as the fields say, what has no field as it was `before`; or what is wrong in which field. */
export const readSettings = (
  texts: SettingTexts,
  before: Settings,
  notifications: NotificationSettings = before.notifications,
): { readonly settings: Settings } | { readonly mistakes: SettingMistakes } => {
  const mistakes = {
    ...mistakesIn(texts),
    ...lineMistakes(texts),
    ...listMistakes(texts),
    ...commitMistakes(texts),
    ...notificationMistakes(notifications),
  };
  if (Object.keys(mistakes).length > 0) return { mistakes };
  const value = (path: NumberPath): number => numberOf(texts[path]);
  return {
    settings: {
      ...before,
      notifications,
      limits: {
        executives: value('limits.executives'),
        managers: value('limits.managers'),
        specialists: value('limits.specialists'),
        childrenEach: value('limits.childrenEach'),
      },
      coordination: {
        planBeforeSpawn: texts['coordination.planBeforeSpawn'] === 'true',
        blockerMinutes: value('coordination.blockerMinutes'),
      },
      scrollback: value('scrollback'),
      restartTogether: value('restartTogether'),
      locks: {
        graceSeconds: value('locks.graceSeconds'),
        askAgainSeconds: value('locks.askAgainSeconds'),
      },
      recovery: {
        restart: inRecovery.restart.parse(texts['recovery.restart']),
        most: value('recovery.most'),
        withinMinutes: value('recovery.withinMinutes'),
      },
      breaker: {
        failures: value('breaker.failures'),
        withinSeconds: value('breaker.withinSeconds'),
        openSeconds: value('breaker.openSeconds'),
        successes: value('breaker.successes'),
      },
      merging: {
        ...before.merging,
        strategy: inMerging.strategy.parse(texts['merging.strategy']),
        check: texts['merging.check'].trim(),
        checkMinutes: value('merging.checkMinutes'),
        together: value('merging.together'),
        keepDays: value('merging.keepDays'),
        resolver: texts['merging.resolver'].trim(),
      },
      worktrees: {
        copy: linesOf(texts['worktrees.copy']),
        link: linesOf(texts['worktrees.link']),
        setup: texts['worktrees.setup'].trim(),
        setupMinutes: value('worktrees.setupMinutes'),
      },
      commits: readCommits(texts),
      approval: settingsSchema.shape.approval.parse(texts.approval),
      starts: { together: value('starts.together'), keepFreeMb: value('starts.keepFreeMb') },
    },
  };
};

/** A refusal beside the field that it names; null when it names none of them. */
export const mistakeOf = ({ field, message }: TuttiError): SettingMistakes | null => {
  const paths = [
    ...[
      ...numberFields,
      ...allLines,
      ...worktreeLists,
      ...choiceFields,
      ...mergeChoices,
      ...commitChoices,
      ...commitTexts,
    ].map(({ path }) => path),
    ...notificationPaths,
  ];
  const known = paths.find((path) => path === field);
  return known === undefined ? null : { [known]: message };
};
