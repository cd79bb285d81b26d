import type { Instance } from '@contract/instances.ts';
import type { MachineItem, ProjectInfo, RecentProject } from '@contract/machine.ts';
import type { PermissionMode, ProfileLogin } from '@contract/profile-choices.ts';
import type { ProfileEntry } from '@contract/profiles.ts';

export const projectInfo = (change: Partial<ProjectInfo> = {}): ProjectInfo => ({
  root: '/home/ada/code/orders-api',
  name: 'orders-api',
  branch: 'main',
  terminals: 'tmux',
  terminalsNotice: null,
  needsTrust: false,
  rehearsal: false,
  notices: [],
  ...change,
});

const found = (name: string, kind: MachineItem['kind'], version: string): MachineItem => ({
  name,
  kind,
  found: true,
  version,
  path: `/usr/bin/${name}`,
  remedy: null,
});

const missing = (name: string, remedy: string): MachineItem => ({
  name,
  kind: 'agent',
  found: false,
  version: null,
  path: null,
  remedy,
});

export const machineRows: MachineItem[] = [
  found('tmux', 'needed', '3.3a'),
  found('git', 'needed', '2.39.5'),
  found('claude', 'agent', '2.1.197'),
  missing('codex', 'npm install -g @openai/codex'),
  missing('gemini', 'npm install -g @google/gemini-cli'),
];

export const recentRows = (now: number): RecentProject[] => [
  {
    root: '/home/ada/code/orders-api',
    name: 'orders-api',
    branch: 'main',
    live: 7,
    openedAt: now - 8 * 60_000,
  },
  {
    root: '/home/ada/code/tide-tables',
    name: 'tide-tables',
    branch: 'feature/harbours',
    live: 0,
    openedAt: now - 26 * 3_600_000,
  },
  { root: '/mnt/usb/old-shop', name: 'old-shop', branch: null, live: 0, openedAt: now - 9 * 86_400_000 },
];

const profile = (name: string, title: string, change: Partial<ProfileEntry> = {}): ProfileEntry => ({
  name,
  title,
  source: 'tutti',
  file: null,
  scripted: false,
  confirmExpected: true,
  found: true,
  problem: null,
  extends: null,
  modes: [],
  mode: null,
  models: [],
  model: null,
  takesModel: false,
  home: null,
  tellsLogin: false,
  ...change,
});

/** A mode that asks, and one that does not. */
export const unaskedMode: PermissionMode = {
  name: 'bypassPermissions',
  title: 'Skip all permissions',
  meaning: 'Runs any command and changes any file your account may change, and asks for nothing.',
  dangerous: true,
};

const claudeChoices: Partial<ProfileEntry> = {
  modes: [
    {
      name: 'default',
      title: 'Ask',
      meaning: 'Reads on its own. Asks before it changes a file or runs a command.',
      dangerous: false,
    },
    {
      name: 'acceptEdits',
      title: 'Accept edits',
      meaning: 'Changes files in its worktree without asking. Asks before it runs a command.',
      dangerous: false,
    },
    unaskedMode,
  ],
  mode: 'default',
  models: [
    { name: 'opus', title: 'Opus, the latest' },
    { name: 'haiku', title: 'Haiku, the latest' },
  ],
  takesModel: true,
  home: 'shared',
  tellsLogin: true,
};

export const loginRows: ProfileLogin[] = [
  { profile: 'claude', state: 'in', words: 'logged in: ada@example.org', remedy: null },
  { profile: 'codex', state: 'out', words: 'not logged in', remedy: 'Run `codex login`.' },
];

export const profileRows: ProfileEntry[] = [
  profile('rehearsal', 'Rehearsal agent', { scripted: true }),
  profile('shell', 'Plain shell', { confirmExpected: false }),
  profile('claude', 'Claude Code', {
    source: 'person',
    file: '/home/ada/.config/tutti/profiles/claude.yaml',
    ...claudeChoices,
  }),
  profile('codex', 'OpenAI Codex', { ...claudeChoices, models: [], takesModel: false }),
  profile('linter', 'Lint bot', {
    source: 'project',
    file: '.tutti/profiles/linter.yaml',
    command: 'npx eslint --watch src',
    problem: 'this project is not trusted yet',
  }),
];

const csi = '\u001b[';

/** What its terminal shows: a few coloured lines that look like an agent at work. */
export const terminalScreen = ({ id, task, state }: Instance): string =>
  [
    `${csi}2mrehearsal agent · scripted · ${id}${csi}0m`,
    '',
    `${csi}1;35m>${csi}0m ${task}`,
    '',
    `${csi}32m*${csi}0m Read src/auth.ts (112 lines)`,
    `${csi}32m*${csi}0m Write test/token.test.ts`,
    `  ${csi}32m+ 14 passing${csi}0m  ${csi}31m1 failing${csi}0m`,
    '',
    `${csi}33m${state}${csi}0m ${csi}2m(esc to interrupt)${csi}0m`,
    '> ',
  ].join('\r\n');
