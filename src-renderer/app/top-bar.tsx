import type { InstanceState } from '@contract/states.ts';
import { hasEnded } from '@contract/states.ts';
import type { View } from '@contract/view.ts';
import { ChevronRight, Menu as MenuIcon } from 'lucide-react';
import type { JSX, ReactNode } from 'react';
import { RunBudget } from '../budgets/index.ts';
import { useHost } from '../connection/host-info.ts';
import { useView } from '../connection/use-project.ts';
import { Badge } from '../design/badge.tsx';
import { IconButton } from '../design/button.tsx';
import { Keys } from '../design/kbd.tsx';
import { Menu, MenuItem, MenuLine } from '../design/menu.tsx';
import { StateMark } from '../design/state-marks.tsx';
import { useReplay } from '../replay-timeline/index.ts';
import type { Command } from './commands.ts';
import { RecordingMark } from './recording-mark.tsx';
import { RunProgress } from './run-progress.tsx';
import { RunTotal } from './run-total.tsx';
import { shownShortcut } from './shortcut.ts';
import './top-bar.css';

type Counts = { readonly live: number; readonly busy: number; readonly done: number };

const countsOf = (view: View): Counts => {
  const states = Object.values(view.instances).map(({ state }) => state);
  const of = (wanted: InstanceState): number => states.filter((state) => state === wanted).length;
  return { live: states.filter((state) => !hasEnded(state)).length, busy: of('busy'), done: of('done') };
};

const sameCounts = (a: Counts, b: Counts): boolean =>
  a.live === b.live && a.busy === b.busy && a.done === b.done;

const Where = (): JSX.Element => {
  const { info } = useHost();
  const replay = useReplay();
  const run = useView((view) => view.run);
  const scripted = useView((view) => Object.values(view.instances).some((instance) => instance.scripted));
  return (
    <div className="tb-where">
      <h1 className="tb-name">{info.project?.name ?? replay?.recording.project ?? 'Tutti'}</h1>
      {info.project !== null && <span className="tb-branch ds-figures ds-quiet">{info.project.branch}</span>}
      {run !== null && (
        <>
          <ChevronRight size={14} className="ds-quiet" aria-hidden="true" />
          <span className="tb-run">
            run {run.run}
            {run.title !== '' && ` “${run.title}”`}
          </span>
          {run.endedAt !== null && <Badge>ended</Badge>}
        </>
      )}
      {info.project?.rehearsal === true && <Badge tone="accent">rehearsal</Badge>}
      {info.project?.rehearsal !== true && scripted && <Badge>scripted agents</Badge>}
      {info.readOnly && replay === null && <Badge>read-only</Badge>}
    </div>
  );
};

const Tally = (): JSX.Element => {
  const { live, busy, done } = useView(countsOf, sameCounts);
  return (
    <div className="tb-tally ds-figures">
      <span>{live} live</span>
      <span className="tb-count">
        <StateMark state="busy" size={12} /> {busy} <span aria-hidden="true">busy</span>
      </span>
      <span className="tb-count">
        <StateMark state="done" size={12} /> {done} <span aria-hidden="true">done</span>
      </span>
    </div>
  );
};

type TopBarProps = {
  readonly commands: readonly Command[];
  readonly mac: boolean;
  /** The button that says how many need the person. */
  readonly attention: ReactNode;
  onBudgets(): void;
  onUsage(): void;
  onRuns(): void;
};

const menuIds: readonly (string | null)[] = [
  'instance.new',
  'run.new',
  'run.end',
  'run.shutdown',
  'run.restartCrashed',
  'run.cleanUp',
  'kept.show',
  'runs.show',
  null,
  'budgets.show',
  'usage.show',
  null,
  'theme.dark',
  'theme.light',
  'theme.system',
  null,
  'rules.show',
  'profiles.show',
  'settings.show',
  'shortcuts.show',
  null,
  'project.close',
];

const MainMenu = ({ commands, mac }: Pick<TopBarProps, 'commands' | 'mac'>): JSX.Element => (
  <Menu
    trigger={
      <button type="button" className="ds-button ds-icon-button" aria-label="Menu">
        <MenuIcon size={16} />
      </button>
    }
  >
    {menuIds.map((id, index) => {
      // A line's place in the list is all the identity it has.
      if (id === null) return <MenuLine key={`line-${String(index)}`} />;
      const command = commands.find((each) => each.id === id);
      if (command === undefined) return null;
      const [first] = command.shortcuts;
      return (
        <MenuItem
          key={id}
          disabled={!command.enabled}
          shortcut={first === undefined ? undefined : shownShortcut(first, mac)}
          onSelect={command.run}
        >
          {command.title}
        </MenuItem>
      );
    })}
  </Menu>
);

const PaletteButton = ({ commands, mac }: Pick<TopBarProps, 'commands' | 'mac'>): JSX.Element => (
  <button
    type="button"
    className="ds-button ds-plain tb-palette"
    onClick={() => commands.find(({ id }) => id === 'palette.show')?.run()}
  >
    Commands
    <Keys keys={shownShortcut('Mod K', mac)} />
  </button>
);

/** Where one is, how it goes, who needs one. */
export const TopBar = ({
  commands,
  mac,
  attention,
  onBudgets,
  onUsage,
  onRuns,
}: TopBarProps): JSX.Element => (
  <header className="tb">
    <Where />
    <RunProgress />
    <RecordingMark onShow={onRuns} />
    <RunTotal onShow={onUsage} />
    <RunBudget onShow={onBudgets} />
    <Tally />
    {attention}
    <PaletteButton commands={commands} mac={mac} />
    <MainMenu commands={commands} mac={mac} />
  </header>
);

type FoldButtonProps = {
  readonly label: string;
  readonly folded: boolean;
  readonly shortcut: string;
  readonly children: ReactNode;
  onFold(): void;
};

/** Shows or folds a panel. */
export const FoldButton = ({ label, folded, shortcut, children, onFold }: FoldButtonProps): JSX.Element => (
  <IconButton
    label={folded ? `Show the ${label}` : `Fold the ${label}`}
    shortcut={shortcut}
    aria-expanded={!folded}
    onClick={onFold}
  >
    {children}
  </IconButton>
);
