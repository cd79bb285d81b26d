import { type ComponentProps, type JSX, useState } from 'react';
import { BudgetsDialog, LimitsPart, useLimits } from '../budgets/index.ts';
import { CleanUpDialog } from '../clean-up/index.ts';
import { ShutdownDialog, TerminateDialog } from '../inspector/index.ts';
import { KeptDialog } from '../kept-work/index.ts';
import { IntegrateDialog, MergeDialog, ResolveDialog } from '../merges/index.ts';
import { BrowserPart } from '../notices/index.ts';
import { ProfilesDialog, ProfilesPart } from '../profiles/index.ts';
import { PublishDialog } from '../publishing/index.ts';
import { useReplay } from '../replay-timeline/index.ts';
import { ResumeDialog } from '../resume-dialog/index.ts';
import { RulesDialog, RulesPart } from '../rules/index.ts';
import { RecordingUse, RunsDialog } from '../runs/index.ts';
import { SettingsDialog } from '../settings-dialog/index.ts';
import { SpawnDialog } from '../spawn-dialog/index.ts';
import { UsageDialog } from '../usage/index.ts';
import { CommandPalette } from './command-palette.tsx';
import type { Command, ProjectActions } from './commands.ts';
import { ExportOfRun } from './export-of-run.tsx';
import { InsightDialog } from './insight-dialog.tsx';
import { EndRunDialog, NewRun } from './run-dialogs.tsx';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';
import type { Shell } from './use-shell.ts';

type DialogsProps = {
  readonly shell: Shell;
  readonly commands: readonly Command[];
  readonly actions: ProjectActions;
  readonly mac: boolean;
};

type SpawnProps = Omit<ComponentProps<typeof SpawnDialog>, 'limits' | 'beforeStart'>;

/** A first instance begins a run: what that may use is shown, and can be changed, before. */
const SpawnWithLimits = (props: SpawnProps): JSX.Element => {
  const limits = useLimits();
  return <SpawnDialog {...props} limits={<LimitsPart limits={limits} />} beforeStart={limits.save} />;
};

/** The one dialog that is open, if any. */
export const Dialogs = ({ shell, commands, actions, mac }: DialogsProps): JSX.Element => {
  const { dialog, selectedId, resolving } = shell.state;
  const replayed = useReplay() !== null;
  const close = (): void => shell.showDialog(null);
  // Over the spawn dialog, which keeps what was typed; it reads the profiles anew at each round.
  const [overSpawn, setOverSpawn] = useState(false);
  const [round, setRound] = useState(0);
  return (
    <>
      {dialog === 'palette' && <CommandPalette commands={commands} mac={mac} onClose={close} />}
      {dialog === 'shortcuts' && <ShortcutsDialog commands={commands} mac={mac} onClose={close} />}
      {dialog === 'resume' && <ResumeDialog onClose={close} />}
      {dialog === 'settings' && (
        <SettingsDialog
          onClose={close}
          browser={<BrowserPart />}
          recordings={<RecordingUse onShow={() => shell.showDialog('runs')} />}
          rules={
            <>
              <RulesPart onShow={() => shell.showDialog('rules')} />
              {!replayed && <ProfilesPart onShow={() => shell.showDialog('profiles')} />}
            </>
          }
        />
      )}
      {dialog === 'rules' && <RulesDialog onClose={close} />}
      {dialog === 'profiles' && <ProfilesDialog onClose={close} />}
      {dialog === 'budgets' && <BudgetsDialog onClose={close} />}
      {dialog === 'export' && <ExportOfRun onClose={close} />}
      {dialog === 'clean-up' && <CleanUpDialog onClose={close} />}
      {dialog === 'usage' && (
        <UsageDialog
          oneRun={replayed}
          onClose={close}
          onOpen={(id) => {
            close();
            shell.select(id);
          }}
        />
      )}
      {dialog === 'new-run' && (
        <NewRun
          onClose={close}
          onBegun={(id) => {
            close();
            shell.open(id);
          }}
        />
      )}
      {dialog === 'spawn' && (
        <SpawnWithLimits
          selectedId={selectedId}
          round={round}
          onClose={close}
          onEditProfiles={() => setOverSpawn(true)}
          onSpawned={(id) => {
            close();
            shell.open(id);
          }}
        />
      )}
      {dialog === 'spawn' && overSpawn && (
        <ProfilesDialog
          onClose={() => {
            setOverSpawn(false);
            setRound(round + 1);
          }}
        />
      )}
      <EndRunDialog open={dialog === 'end-run'} onClose={close} onConfirm={actions.endRun} />
      {dialog === 'shutdown' && <ShutdownDialog id={null} onClose={close} />}
      {dialog === 'shutdown-below' && selectedId !== null && (
        <ShutdownDialog id={selectedId} onClose={close} />
      )}
      {dialog === 'merge' && selectedId !== null && <MergeDialog id={selectedId} onClose={close} />}
      {dialog === 'integrate' && selectedId !== null && (
        <IntegrateDialog top={selectedId} finish={false} onClose={close} />
      )}
      {dialog === 'publish' && selectedId !== null && <PublishDialog id={selectedId} onClose={close} />}
      {dialog === 'insight' && <InsightDialog shell={shell} actions={actions} onClose={close} />}
      {dialog === 'runs' && (
        <RunsDialog
          onClose={close}
          onReplay={actions.replay}
          onSettings={() => shell.showDialog('settings')}
        />
      )}
      {dialog === 'kept' && <KeptDialog id={null} onClose={close} />}
      {dialog === 'kept-of' && selectedId !== null && <KeptDialog id={selectedId} onClose={close} />}
      {resolving !== null && (
        <ResolveDialog key={resolving} id={resolving} onClose={() => shell.resolve(null)} />
      )}
      {selectedId !== null && (
        <TerminateDialog
          key={selectedId}
          id={selectedId}
          open={dialog === 'terminate'}
          onOpenChange={(open) => !open && close()}
        />
      )}
    </>
  );
};
