import type { ComponentProps, JSX } from 'react';
import { BudgetsDialog, LimitsPart, useLimits } from '../budgets/index.ts';
import { TerminateDialog } from '../inspector/index.ts';
import { ResumeDialog } from '../resume-dialog/index.ts';
import { RulesDialog, RulesPart } from '../rules/index.ts';
import { SettingsDialog } from '../settings-dialog/index.ts';
import { SpawnDialog } from '../spawn-dialog/index.ts';
import { UsageDialog } from '../usage/index.ts';
import { CommandPalette } from './command-palette.tsx';
import type { Command, ProjectActions } from './commands.ts';
import { EndRunDialog, NewRunDialog } from './run-dialogs.tsx';
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
  const { dialog, selectedId } = shell.state;
  const close = (): void => shell.showDialog(null);
  return (
    <>
      {dialog === 'palette' && <CommandPalette commands={commands} mac={mac} onClose={close} />}
      {dialog === 'shortcuts' && <ShortcutsDialog commands={commands} mac={mac} onClose={close} />}
      {dialog === 'resume' && <ResumeDialog onClose={close} />}
      {dialog === 'settings' && (
        <SettingsDialog onClose={close} rules={<RulesPart onShow={() => shell.showDialog('rules')} />} />
      )}
      {dialog === 'rules' && <RulesDialog onClose={close} />}
      {dialog === 'budgets' && <BudgetsDialog onClose={close} />}
      {dialog === 'usage' && (
        <UsageDialog
          onClose={close}
          onOpen={(id) => {
            close();
            shell.select(id);
          }}
        />
      )}
      {dialog === 'new-run' && <NewRunDialog onClose={close} />}
      {dialog === 'spawn' && (
        <SpawnWithLimits
          selectedId={selectedId}
          onClose={close}
          onSpawned={(id) => {
            close();
            shell.open(id);
          }}
        />
      )}
      <EndRunDialog open={dialog === 'end-run'} onClose={close} onConfirm={actions.endRun} />
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
