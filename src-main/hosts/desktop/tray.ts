import { Menu, nativeImage, Tray } from 'electron';
import { appIcon } from './app-icon.ts';

export interface AppTray {
  /** Puts it up, or brings it up to date. `live`: instances that have not ended. */
  show(live: number): void;
  /** So many things wait for the person. */
  count(waiting: number): void;
  hide(): void;
}

const needWords = (count: number): string => (count === 1 ? '1 needs you' : `${count} need you`);

/** The tray: where the host is while it has no window. */
export const createTray = (actions: { open(): void; quit(): void }): AppTray => {
  // Kept, since a tray that nobody holds is collected and vanishes.
  let tray: Tray | null = null;
  let living = 0;
  let waiting = 0;
  const tell = (): void =>
    tray?.setToolTip(`Tutti: ${living} live${waiting === 0 ? '' : `, ${needWords(waiting)}`}`);
  return {
    show: (live) => {
      tray ??= new Tray(nativeImage.createFromDataURL(appIcon).resize({ width: 16, height: 16 }));
      living = live;
      tell();
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
    count: (now) => {
      waiting = now;
      tell();
    },
    hide: () => {
      tray?.destroy();
      tray = null;
    },
  };
};
