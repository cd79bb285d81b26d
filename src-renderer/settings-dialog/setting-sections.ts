// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the variables of a message are written that way.
import { settingsSchema } from '@contract/settings.ts';
import { choice, number, type SettingField } from './setting-fields.ts';

export interface SettingSection {
  readonly title: string;
  /** What stands together; a group has numbers and choices, or texts. */
  readonly groups: readonly (readonly SettingField[])[];
}

const { shape } = settingsSchema;
const limits = shape.limits.unwrap().shape;
const recovery = shape.recovery.unwrap().shape;
const breaker = shape.breaker.unwrap().shape;
const starts = shape.starts.unwrap().shape;
const locks = shape.locks.unwrap().shape;
const merging = shape.merging.unwrap().shape;
const worktrees = shape.worktrees.unwrap().shape;
const coordination = shape.coordination.unwrap().shape;
const commits = shape.commits.unwrap().shape;
const recordings = shape.recording.unwrap().shape;

/** How many there may be. */
export const general: SettingSection = {
  title: 'This project',
  groups: [
    [
      number('limits.executives', 'Executives at most', limits.executives),
      number('limits.managers', 'Managers at most', limits.managers),
      number('limits.specialists', 'Specialists at most', limits.specialists),
      number('limits.childrenEach', 'Children of one instance at most', limits.childrenEach),
      number(
        'coordination.blockerMinutes',
        'Minutes that a parent has to answer a blocker',
        coordination.blockerMinutes,
      ),
      number('scrollback', 'Lines kept of each terminal', shape.scrollback),
    ],
  ],
};

const recoveryAndStarts: SettingSection = {
  title: 'Recovery and starts',
  groups: [
    [
      choice('recovery.restart', 'An agent that crashes at work', [
        { value: 'crashed', label: 'is started again' },
        { value: 'off', label: 'waits for you' },
      ]),
      choice('coordination.planBeforeSpawn', 'An executive starts others', [
        { value: true, label: 'once it has a plan' },
        { value: false, label: 'at any time' },
      ]),
      choice('approval', 'What agents spawn needs your yes', [
        { value: 'off', label: 'never' },
        { value: 'managers', label: 'for managers' },
        { value: 'all', label: 'always' },
      ]),
    ],
    [
      number('starts.together', 'Starting at the same moment', starts.together),
      number('starts.keepFreeMb', 'Memory kept free (MB)', starts.keepFreeMb),
      number('recovery.most', 'Unasked restarts of one at most', recovery.most),
      number('recovery.withinMinutes', '… in so many minutes', recovery.withinMinutes),
      number('breaker.failures', 'Failures before a rest', breaker.failures),
      number('breaker.withinSeconds', '… in so many seconds', breaker.withinSeconds),
      number('breaker.openSeconds', 'Seconds of rest', breaker.openSeconds),
      number('breaker.successes', 'Good starts that end it', breaker.successes),
      number('restartTogether', 'Resumed by you at the same moment', shape.restartTogether),
      number('locks.graceSeconds', 'Seconds that locks outlast a crash', locks.graceSeconds),
      number(
        'locks.askAgainSeconds',
        'Seconds that a granted lock waits to be taken up',
        locks.askAgainSeconds,
      ),
    ],
  ],
};

/** What a new worktree gets. */
const newWorktrees: SettingSection = {
  title: 'New worktrees',
  groups: [
    [
      {
        kind: 'list',
        path: 'worktrees.copy',
        label: 'Copied into each new worktree',
        note: 'Files and folders of your checkout that git ignores, one a line; * ? and ** for patterns.',
        example: '.env\n**/.env.local',
      },
      {
        kind: 'list',
        path: 'worktrees.link',
        label: 'Linked into each new worktree',
        note: 'The same in all of them: what an agent changes there is changed for you, too.',
        example: 'datasets',
      },
      {
        kind: 'line',
        path: 'worktrees.setup',
        label: 'Set-up command of a new worktree',
        note: 'Run by sh in it before the agent starts; when it fails, the agent is not started. Empty: nothing is run.',
        example: 'npm ci',
      },
    ],
    [number('worktrees.setupMinutes', 'Minutes that the set-up may take', worktrees.setupMinutes)],
  ],
};

const mergeQueue: SettingSection = {
  title: 'Merging',
  groups: [
    [
      choice('merging.strategy', 'How work is merged', [
        { value: 'merge', label: 'a merge commit' },
        { value: 'squash', label: 'squashed into one commit' },
        { value: 'rebase', label: 'rebased, commit by commit' },
      ]),
    ],
    [
      {
        kind: 'line',
        path: 'merging.check',
        label: 'Check before a merge lands',
        note: 'A command line, run by sh on what the merge would make of its target. Empty: nothing is run.',
        example: 'npm ci && npm test',
      },
      {
        kind: 'line',
        path: 'merging.resolver',
        label: 'Profile that resolves conflicts',
        note: 'A conflict that you hand to it is resolved by a new specialist of this profile. Empty: there is none.',
        example: 'claude',
      },
    ],
    [
      number('merging.checkMinutes', 'Minutes that the check may take', merging.checkMinutes),
      number('merging.together', 'Merges checked together', merging.together),
      number('merging.keepDays', 'Days that kept work stays', merging.keepDays),
    ],
  ],
};

const commitsOfAgents: SettingSection = {
  title: 'Commits',
  groups: [
    [
      choice('commits.secrets', 'A commit with what looks like a secret', [
        { value: 'refuse', label: 'is refused' },
        { value: 'off', label: 'is not looked at' },
      ]),
      choice('commits.onTaskDone', 'What is left uncommitted at a task’s end', [
        { value: false, label: 'is left to the agent' },
        { value: true, label: 'is committed for it' },
      ]),
    ],
    [
      {
        kind: 'list',
        path: 'commits.allow',
        label: 'Files that are not looked at',
        note: 'Neither for their size nor for secrets: paths, folders and patterns with * ? and **, one a line.',
        example: 'tests/fixtures/**',
      },
      {
        kind: 'text',
        path: 'commits.message',
        label: 'Message of commits at a task’s end',
        note: 'May hold ${title}, ${task}, ${summary}, ${instance}, ${run} and ${branch}.',
        example: '${title}',
      },
    ],
    [number('commits.maxMegabytes', 'Largest file, in MB (0: any)', commits.maxMegabytes)],
  ],
};

const telemetry: SettingSection = {
  title: 'Traces',
  groups: [
    [
      {
        kind: 'line',
        path: 'telemetry.endpoint',
        label: 'Where a run’s spans are sent when it ends',
        note: 'The whole address of what takes OTLP over HTTP. Empty: nothing is sent. Secrets are masked.',
        example: 'http://127.0.0.1:4318/v1/traces',
      },
      {
        kind: 'list',
        path: 'telemetry.headers',
        label: 'Headers, by the variable that holds each',
        note: 'Name=VARIABLE, one a line: the value is read from the environment of Tutti when it is sent, and kept nowhere.',
        example: 'Authorization=OTLP_AUTH',
      },
    ],
  ],
};

export const recording: SettingSection = {
  title: 'Recording',
  groups: [
    [
      choice('recording.on', 'The next run', [
        { value: true, label: 'is recorded' },
        { value: false, label: 'is not recorded' },
      ]),
      choice('recording.typed', 'What you type into terminals', [
        { value: 'off', label: 'is left out' },
        { value: 'counted', label: 'is counted, not kept' },
        { value: 'full', label: 'is kept, passwords too' },
      ]),
      number('recording.keepDays', 'Days that a recording stays (0: any)', recordings.keepDays),
      number('recording.keepGigabytes', 'GB of all recordings (0: any)', recordings.keepGigabytes),
    ],
    [
      {
        kind: 'list',
        path: 'recording.patterns',
        label: 'Masked when one is exported',
        note: 'Regular expressions, one a line, beside the known shapes of secrets.',
        example: 'ACME-[0-9]{8}',
      },
      {
        kind: 'list',
        path: 'recording.environment',
        label: 'Variables whose values are masked, too',
        note: 'Names, one a line. Their values are looked up at the export, and kept nowhere.',
        example: 'NPM_TOKEN',
      },
    ],
  ],
};

/** The other sections, in their order. */
export const furtherSections: readonly SettingSection[] = [
  recoveryAndStarts,
  newWorktrees,
  mergeQueue,
  commitsOfAgents,
  telemetry,
  recording,
];

export const settingFields: readonly SettingField[] = [general, ...furtherSections].flatMap(({ groups }) =>
  groups.flat(),
);
