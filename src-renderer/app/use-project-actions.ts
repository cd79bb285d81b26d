import { useMemo } from 'react';
import { useHost } from '../connection/host-info.ts';
import { useCommand } from '../connection/use-command.ts';
import { readTerminalPreferences, setOpenNew } from '../design/terminal-preferences.ts';
import { chooseTheme } from '../design/theme.ts';
import { toastDone } from '../design/toaster.tsx';
import type { ProjectActions } from './commands.ts';

const toggleOpenNew = (): void => {
  const openNew = !readTerminalPreferences().openNew;
  setOpenNew(openNew);
  toastDone(openNew ? 'New terminals open by themselves' : 'New terminals stay closed');
};

/** Moves the focus to the panel after the one that has it; the first when none has. */
const focusNextPanel = (): void => {
  const panels = [...document.querySelectorAll<HTMLElement>('[data-focus-panel]')];
  const at = panels.findIndex((panel) => panel.contains(document.activeElement));
  const next = panels[(at + 1) % panels.length];
  // Where the panel's own keys act, if it has such a place; else the panel itself.
  const inner = next?.querySelector<HTMLElement>('[role="treeitem"][tabindex="0"], .xterm-helper-textarea');
  (inner ?? next)?.focus();
};

export const useProjectActions = (replay: ProjectActions['replay']): ProjectActions => {
  const run = useCommand();
  const { setInfo } = useHost();
  return useMemo(
    () => ({
      endRun: () => void run('runs.end', {}),
      restart: (id) => void run('instances.restart', { id }),
      restartCrashed: () => void run('instances.restartCrashed', {}),
      remind: (id) => void run('instances.remind', { id }),
      closeProject: () =>
        void run('projects.close', {}).then((info) => {
          if (info !== undefined) setInfo(info);
        }),
      setTheme: chooseTheme,
      toggleOpenNew,
      focusNextPanel,
      replay,
    }),
    [run, setInfo, replay],
  );
};
