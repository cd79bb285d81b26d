import type { RecordingMoment } from '@contract/recording-links.ts';
import type { WhySubject } from '@contract/run-why.ts';
import { type JSX, useCallback, useContext, useEffect, useMemo } from 'react';
import { AttentionButton } from '../attention/index.ts';
import { useHost } from '../connection/host-info.ts';
import { useView } from '../connection/use-project.ts';
import { AskWhyContext } from '../design/why-button.tsx';
import { useReplay } from '../replay-timeline/index.ts';
import { buildCommands } from './commands.ts';
import { isForRecording } from './commands-of-recording.ts';
import { Dialogs } from './dialogs.tsx';
import { ExtraMarksProvider } from './extra-marks.tsx';
import { PhoneWindow } from './phone-window.tsx';
import { ProjectWindow } from './project-window.tsx';
import { replayCommands } from './replay-commands.ts';
import { SearchMemoryContext } from './search-room.tsx';
import { isMac } from './shortcut.ts';
import { TopBar } from './top-bar.tsx';
import { useAttention } from './use-attention.ts';
import { useNarrow } from './use-narrow.ts';
import { usePanesThatOpen } from './use-panes-that-open.ts';
import { useProjectActions } from './use-project-actions.ts';
import { useShell } from './use-shell.ts';
import { useShortcuts } from './use-shortcuts.ts';

const mac = isMac(window.tuttiHost?.platform ?? navigator.platform);

/** What a recording alone has nothing for. */
const ofProject: ReadonlySet<string> = new Set([
  'settings.show',
  'run.export',
  'profiles.show',
  'rules.show',
  'budgets.show',
  'usage.show',
  'kept.show',
  'project.close',
  'run.compare',
]);

type ProjectShellProps = {
  readonly root: string;
  /** An instance that is to be shown, in that round. */
  readonly wanted?: string | null;
  readonly round?: number;
  /** Shows the recording of a run. */
  onReplay(run: number, moment?: RecordingMoment): void;
};

/** A loaded project: bar, panels, commands and dialogs around one selection. */
export const ProjectShell = ({
  root,
  wanted = null,
  round = 0,
  onReplay,
}: ProjectShellProps): JSX.Element => {
  const { info } = useHost();
  const memory = useContext(SearchMemoryContext);
  const shell = useShell(root, info.project?.rehearsal === true, memory.open);
  usePanesThatOpen(shell);
  const { open } = shell;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` shows it again
  useEffect(() => {
    if (wanted !== null) open(wanted);
  }, [open, wanted, round]);
  useAttention(shell);
  const actions = useProjectActions(onReplay);
  const replay = useReplay();
  const view = useView((view) => view);
  const { readOnly } = info;
  const isNarrow = useNarrow();
  const commands = useMemo(
    () => [
      ...(replay === null ? [] : replayCommands(replay, shell)),
      // What is replayed already is not replayed again.
      ...buildCommands({ view, readOnly, shell, actions, replayed: replay !== null }).filter(
        ({ id }) => replay === null || (isForRecording(id) && (replay.leave !== null || !ofProject.has(id))),
      ),
    ],
    [view, readOnly, shell, actions, replay],
  );
  useShortcuts(commands, mac, replay !== null);
  const showBudgets = (): void => shell.showDialog('budgets');
  const { showInsight } = shell;
  const run = view.run?.run ?? 0;
  const askWhy = useCallback(
    (subject: WhySubject) => showInsight({ page: 'why', run, subject }),
    [showInsight, run],
  );
  const attention = (
    <AttentionButton
      open={shell.state.dialog === 'attention'}
      wanted={shell.state.wantedAttention}
      onOpenChange={(open) => shell.showDialog(open ? 'attention' : null)}
      onOpen={shell.open}
      onRules={() => shell.showDialog('rules')}
      onBudgets={showBudgets}
      onMerges={() => shell.setRoom('merges')}
      onResolve={shell.resolve}
    />
  );
  return (
    <div className="pw">
      <TopBar
        commands={commands}
        mac={mac}
        attention={attention}
        onBudgets={showBudgets}
        onUsage={() => shell.showDialog('usage')}
        onRuns={() => shell.showDialog('runs')}
      />
      <AskWhyContext value={askWhy}>
        <ExtraMarksProvider>
          {isNarrow ? (
            <PhoneWindow shell={shell} />
          ) : (
            <ProjectWindow shell={shell} mac={mac} commands={commands} onReplay={actions.replay} />
          )}
          <Dialogs shell={shell} commands={commands} actions={actions} mac={mac} />
        </ExtraMarksProvider>
      </AskWhyContext>
    </div>
  );
};
