import { app, dialog } from 'electron';
import type { Host } from '../host/host.ts';
import type { AppTray } from './tray.ts';
import type { DesktopState } from './window-state.ts';

/** What happens when the last window was closed: the app ends, or stays in the tray while instances live. */
export const afterLastWindow = async (parts: {
  host: Host;
  tray: AppTray;
  state: DesktopState;
  /** Whether a window is there (again). */
  hasWindow(): boolean;
  save(state: DesktopState): void;
}): Promise<void> => {
  const { host, tray, state } = parts;
  const live = await host.liveInstances();
  if (parts.hasWindow()) return;
  if (live === 0 || !state.stayInTray) {
    app.quit();
    return;
  }
  tray.show(live);
  if (state.toldOfTray) return;
  const { response, checkboxChecked } = await dialog.showMessageBox({
    type: 'info',
    message: `Tutti stays in the tray: ${live} ${live === 1 ? 'instance lives' : 'instances live'}.`,
    detail:
      'Its agents go on and can be seen again by opening Tutti. Quitting ends the host; agents in tmux go on even then.',
    buttons: ['Stay in the Tray', 'Quit Tutti'],
    checkboxLabel: 'Always do this, and don’t say it again',
    checkboxChecked: true,
    defaultId: 0,
    cancelId: 0,
  });
  if (checkboxChecked) parts.save({ ...state, toldOfTray: true, stayInTray: response === 0 });
  if (response === 1) app.quit();
};
