import { Menu, nativeImage, Tray } from 'electron';
import { appIcon } from './app-icon.ts';

export interface AppTray {
  /** Puts it up, or brings it up to date. `live`: instances that have not ended. */
  show(live: number): void;
  hide(): void;
}

/** The tray: where the host is while it has no window. */
export const createTray = (actions: { open(): void; quit(): void }): AppTray => {
  // Kept, since a tray that nobody holds is collected and vanishes.
  let tray: Tray | null = null;
  return {
    show: (live) => {
      tray ??= new Tray(nativeImage.createFromDataURL(appIcon).resize({ width: 16, height: 16 }));
      tray.setToolTip(`Tutti: ${live} live`);
      tray.on('click', actions.open);
      tray.setContextMenu(
        Menu.buildFromTemplate([
          { label: `${live} ${live === 1 ? 'instance lives' : 'instances live'}`, enabled: false },
          { type: 'separator' },
          { label: 'Show Tutti', click: actions.open },
          { label: 'Quit Tutti', click: actions.quit },
        ]),
      );
    },
    hide: () => {
      tray?.destroy();
      tray = null;
    },
  };
};
