import type { Instance } from '@contract/instances.ts';
import type { RecordingMoment } from '@contract/recording-links.ts';
import { hasEnded } from '@contract/states.ts';
import type { View } from '@contract/view.ts';
import { type ThemeChoice, themeChoices } from '../design/theme.ts';
import type { Shortcut } from './shortcut.ts';
import type { PaneLayout, Room, Shell } from './use-shell.ts';

export type CommandGroup = 'Replay' | 'Run' | 'Instance' | 'Go to' | 'Window' | 'Help';

/** What the palette lists, the keys start and the shortcuts dialog shows. */
export type Command = {
  readonly id: string;
  readonly title: string;
  readonly group: CommandGroup;
  /** The first is the one that is shown. */
  readonly shortcuts: readonly Shortcut[];
  readonly enabled: boolean;
  run(): void;
};

/** What commands do to the project; each shows its own error. */
export type ProjectActions = {
  endRun(): void;
  restart(id: string): void;
  restartCrashed(): void;
  remind(id: string): void;
  closeProject(): void;
  setTheme(choice: ThemeChoice): void;
  toggleOpenNew(): void;
  focusNextPanel(): void;
  /** Shows the recording of a run in place of what is live; at a moment, if one is named. */
  replay(run: number, moment?: RecordingMoment): void;
};

export type CommandContext = {
  readonly view: View;
  readonly readOnly: boolean;
  readonly shell: Shell;
  readonly actions: ProjectActions;
  /** A recording is shown, and not what is live. */
  readonly replayed: boolean;
};

const command = (
  group: CommandGroup,
  id: string,
  title: string,
  run: () => void,
  more: { enabled?: boolean; shortcuts?: readonly Shortcut[] } = {},
): Command => ({ id, title, group, run, enabled: more.enabled ?? true, shortcuts: more.shortcuts ?? [] });

const runCommands = ({ view, readOnly, shell, actions }: CommandContext): Command[] => {
  const open = view.run !== null && view.run.endedAt === null;
  const lives = Object.values(view.instances).some(({ state }) => !hasEnded(state));
  const crashed = Object.values(view.instances).some(({ state }) => state === 'crashed');
  return [
    command('Run', 'run.new', 'New run…', () => shell.showDialog('new-run'), {
      enabled: !readOnly,
      shortcuts: ['Shift N'],
    }),
    command('Run', 'run.export', 'Export this run…', () => shell.showDialog('export'), {
      // A replay changes nothing, and neither does this.
      enabled: view.run !== null,
      shortcuts: ['Shift S'],
    }),
    command('Run', 'run.end', 'End run…', () => shell.showDialog('end-run'), { enabled: !readOnly && open }),
    command(
      'Run',
      'run.shutdown',
      view.shutdown === null ? 'Shut down in order…' : 'Shutdown under way…',
      () => shell.showDialog('shutdown'),
      { enabled: !readOnly && (lives || view.shutdown !== null) },
    ),
    command('Run', 'run.restartCrashed', 'Restart all crashed', actions.restartCrashed, {
      enabled: !readOnly && crashed,
    }),
    command('Run', 'run.resume', 'Resume crashed instances…', () => shell.showDialog('resume'), {
      enabled: !readOnly && crashed,
    }),
    command('Run', 'run.cleanUp', 'Clean up worktrees and branches…', () => shell.showDialog('clean-up'), {
      enabled: !readOnly,
    }),
    command('Run', 'project.close', 'Close this project', actions.closeProject, { enabled: !readOnly }),
  ];
};

const instanceCommands = ({ readOnly, shell, actions }: CommandContext, chosen: Instance | undefined) => {
  const id = chosen?.id ?? '';
  const name = chosen?.id ?? 'the selected instance';
  const may = !readOnly && chosen !== undefined;
  const alive = chosen !== undefined && !hasEnded(chosen.state);
  return [
    command('Instance', 'instance.new', 'New instance…', () => shell.showDialog('spawn'), {
      enabled: !readOnly,
      shortcuts: ['n'],
    }),
    command('Instance', 'instance.open', `Open the terminal of ${name}`, () => shell.open(id), {
      enabled: chosen !== undefined,
      shortcuts: ['o'],
    }),
    command('Instance', 'instance.transcript', `Transcript of ${name}`, () => shell.showTranscript(id), {
      enabled: chosen !== undefined,
      shortcuts: ['c'],
    }),
    command('Instance', 'instance.write', `Write to ${name}`, shell.focusCompose, {
      enabled: may && alive,
      shortcuts: ['w'],
    }),
    command('Instance', 'instance.restart', `Restart ${name}`, () => actions.restart(id), {
      enabled: may && !alive,
    }),
    command('Instance', 'instance.remind', `Remind ${name} to confirm`, () => actions.remind(id), {
      enabled: may && chosen.state === 'stalled',
    }),
    command('Instance', 'instance.merge', `Merge the work of ${name}…`, () => shell.askMerge(id, 'merge'), {
      enabled: may && chosen.branch !== null,
    }),
    command(
      'Instance',
      'instance.integrate',
      `Merge everything below ${name}…`,
      () => shell.askMerge(id, 'integrate'),
      { enabled: may && chosen.branch !== null && chosen.role !== 'specialist' },
    ),
    command('Instance', 'instance.publish', `Publish the work of ${name}…`, () => shell.ask(id, 'publish'), {
      enabled: may && chosen.branch !== null,
    }),
    command('Instance', 'instance.bringBack', `Bring back work of ${name}…`, () => shell.ask(id, 'kept-of'), {
      enabled: may && chosen.branch !== null,
    }),
    command(
      'Instance',
      'instance.shutdown',
      `Shut down ${name} and all below it in order…`,
      () => shell.showDialog('shutdown-below'),
      { enabled: may && alive },
    ),
    command('Instance', 'instance.terminate', `Terminate ${name}…`, () => shell.askTerminate(id), {
      enabled: may && alive,
    }),
  ];
};

const room = (shell: Shell, value: Room, title: string, key: Shortcut): Command =>
  command('Go to', `room.${value}`, title, () => shell.setRoom(value), { shortcuts: [key] });

const goCommands = ({ view, readOnly, shell, actions, replayed }: CommandContext): Command[] => [
  room(shell, 'terminals', 'Terminals', 't'),
  room(shell, 'tasks', 'Tasks', 'k'),
  room(shell, 'messages', 'Messages', 'm'),
  room(shell, 'locks', 'Locks', 'l'),
  room(shell, 'merges', 'Merges', 'g'),
  room(shell, 'knowledge', 'Knowledge and decisions', 'd'),
  room(shell, 'review', 'Review', 'v'),
  command('Go to', 'run.replay', 'Replay this run', () => actions.replay(view.run?.run ?? 0), {
    enabled: view.run !== null,
    shortcuts: ['p'],
  }),
  command(
    'Go to',
    'run.report',
    'Report of this run: where its time went',
    () => shell.showInsight({ page: 'report', run: view.run?.run ?? 0 }),
    { enabled: view.run !== null, shortcuts: ['Shift D'] },
  ),
  command(
    'Run',
    'run.again',
    'Run this run again…',
    () => shell.showInsight({ page: 'rerun', run: view.run?.run ?? 0, at: null }),
    {
      enabled: !readOnly && view.run !== null,
    },
  ),
  command(
    'Go to',
    'run.why',
    'Why did this run fail?',
    () => shell.showInsight({ page: 'why', run: view.run?.run ?? 0, subject: {} }),
    { enabled: view.run !== null },
  ),
  command(
    'Go to',
    'run.compare',
    'Compare this run with another…',
    () => shell.showInsight({ page: 'compare', run: view.run?.run ?? 0 }),
    { enabled: view.run !== null },
  ),
  command(
    'Go to',
    'search.show',
    replayed ? 'Search this run…' : 'Search all runs…',
    () => shell.search(true),
    {
      shortcuts: ['/'],
    },
  ),
  command('Go to', 'attention.show', 'What needs you', () => shell.showDialog('attention'), {
    shortcuts: ['a'],
  }),
  command('Go to', 'rules.show', 'Rules: what is answered for you', () => shell.showDialog('rules')),
  command('Go to', 'profiles.show', 'Profiles…', () => shell.showDialog('profiles')),
  command('Go to', 'budgets.show', 'Budgets: what may be used…', () => shell.showDialog('budgets'), {
    shortcuts: ['b'],
  }),
  command('Go to', 'usage.show', 'Usage: tokens and cost by day…', () => shell.showDialog('usage'), {
    shortcuts: ['u'],
  }),
  command('Go to', 'runs.show', 'Runs: watch again, protect, remove…', () => shell.showDialog('runs'), {
    shortcuts: ['Shift H'],
  }),
  command('Go to', 'kept.show', 'Kept work: bring it back…', () => shell.showDialog('kept')),
  command('Go to', 'panel.next', 'Next panel', actions.focusNextPanel, { shortcuts: ['F6'] }),
  ...Object.keys(view.instances).map((id) =>
    command('Go to', `instance.go.${id}`, `Go to ${id}`, () => {
      shell.select(id);
      shell.open(id);
    }),
  ),
  ...Object.keys(view.instances)
    // That of the selected one stands with what can be done with it.
    .filter((id) => id !== shell.state.selectedId)
    .map((id) =>
      command('Go to', `transcript.go.${id}`, `Transcript of ${id}`, () => shell.showTranscript(id)),
    ),
];

const layouts: readonly { readonly layout: PaneLayout; readonly title: string }[] = [
  { layout: 'tabs', title: 'Terminals as tabs' },
  { layout: 'grid', title: 'Terminals as a grid' },
  { layout: 'one', title: 'Only the active terminal' },
];

const windowCommands = ({ shell, actions }: CommandContext): Command[] => [
  command('Window', 'fold.hierarchy', 'Show or fold the hierarchy', () => shell.fold('hierarchy'), {
    shortcuts: ['h'],
  }),
  command('Window', 'fold.inspector', 'Show or fold the inspector', () => shell.fold('inspector'), {
    shortcuts: ['i'],
  }),
  command('Window', 'fold.events', 'Show or fold the events', () => shell.fold('events'), {
    shortcuts: ['e'],
  }),
  command('Window', 'fold.timeline', 'Show or fold the timeline', () => shell.fold('timeline'), {
    shortcuts: ['Shift T'],
  }),
  ...layouts.map(({ layout, title }) =>
    command('Window', `layout.${layout}`, title, () => {
      shell.setLayout(layout);
      shell.setRoom('terminals');
    }),
  ),
  command('Window', 'settings.show', 'Settings…', () => shell.showDialog('settings'), {
    shortcuts: ['Mod ,'],
  }),
  ...themeChoices.map(({ choice, label }) =>
    command('Window', `theme.${choice}`, `Theme: ${label.toLowerCase()}`, () => actions.setTheme(choice)),
  ),
  command(
    'Window',
    'terminals.openNew',
    'Open new terminals automatically: on or off',
    actions.toggleOpenNew,
  ),
];

const helpCommands = ({ shell }: CommandContext): Command[] => [
  command('Help', 'palette.show', 'All commands', () => shell.showDialog('palette'), {
    shortcuts: ['Mod K', 'Mod Shift P'],
  }),
  command('Help', 'shortcuts.show', 'Shortcuts', () => shell.showDialog('shortcuts'), { shortcuts: ['?'] }),
];

/** Every command of the project window, in the order they are listed; those that make no sense now aren't enabled. */
export const buildCommands = (context: CommandContext): Command[] => {
  const { selectedId } = context.shell.state;
  const chosen = selectedId === null ? undefined : context.view.instances[selectedId];
  return [
    ...instanceCommands(context, chosen),
    ...runCommands(context),
    ...goCommands(context),
    ...windowCommands(context),
    ...helpCommands(context),
  ];
};
