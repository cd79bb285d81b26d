import { Menu, type MenuItemConstructorOptions } from 'electron';

export interface MenuActions {
  newWindow(): void;
  openRecording(): void;
  /** Files of recordings, the one opened last first, as they are shown. */
  recent(): readonly { readonly label: string; open(): void }[];
  openRepository(): void;
  stayInTray(): boolean;
  setStayInTray(stay: boolean): void;
}

const mac = process.platform === 'darwin';

/** A terminal needs Ctrl and a letter for itself: off the Mac, the app's keys have Shift as well. */
const key = (letter: string): string => (mac ? `Cmd+${letter}` : `Ctrl+Shift+${letter}`);

const stayInTrayId = 'stay-in-tray';

const recentMenu = (actions: MenuActions): MenuItemConstructorOptions[] => {
  const recent = actions.recent();
  if (recent.length === 0) return [];
  // In a menu a lone & would be swallowed.
  const items = recent.map(({ label, open }) => ({ label: label.replaceAll('&', '&&'), click: open }));
  return [{ label: 'Open Recent Recording', submenu: items }];
};

const projectMenu = (actions: MenuActions): MenuItemConstructorOptions => ({
  label: 'Project',
  submenu: [
    { label: 'Open Repository…', accelerator: key('O'), click: actions.openRepository },
    { label: 'Open Recording…', accelerator: key('R'), click: actions.openRecording },
    ...recentMenu(actions),
    { label: 'New Window', accelerator: key('N'), click: actions.newWindow },
    { type: 'separator' },
    {
      id: stayInTrayId,
      label: 'Stay in the Tray While Agents Run',
      type: 'checkbox',
      checked: actions.stayInTray(),
      click: (item) => actions.setStayInTray(item.checked),
    },
    { type: 'separator' },
    { role: 'close', accelerator: key('W') },
    ...(mac ? [] : [{ role: 'quit', accelerator: key('Q') } as const]),
  ],
});

const editMenu: MenuItemConstructorOptions = {
  label: 'Edit',
  submenu: [
    { role: 'cut', accelerator: key('X') },
    { role: 'copy', accelerator: key('C') },
    { role: 'paste', accelerator: key('V') },
    { role: 'selectAll', accelerator: key('A') },
  ],
};

const viewMenu: MenuItemConstructorOptions = {
  label: 'View',
  submenu: [
    // Without a key: a page that is loaded anew by mistake is a nuisance.
    { role: 'reload', registerAccelerator: false, accelerator: '' },
    { role: 'toggleDevTools', accelerator: mac ? 'Alt+Cmd+I' : 'Ctrl+Shift+I' },
    { type: 'separator' },
    { role: 'resetZoom', accelerator: key('0') },
    { role: 'zoomIn', accelerator: key('=') },
    { role: 'zoomOut', accelerator: key('-') },
    { type: 'separator' },
    { role: 'togglefullscreen' },
  ],
};

/** Puts up the application's menu. No label has a mnemonic: Alt and a letter belongs to the terminals. */
export const putUpMenu = (actions: MenuActions): void => {
  const first: MenuItemConstructorOptions[] = mac ? [{ role: 'appMenu' }] : [];
  const last: MenuItemConstructorOptions[] = mac ? [{ role: 'windowMenu' }] : [];
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([...first, projectMenu(actions), editMenu, viewMenu, ...last]),
  );
};

/** Ticks the menu's item as it is now: it can be set elsewhere too. */
export const showStayInTray = (stay: boolean): void => {
  const item = Menu.getApplicationMenu()?.getMenuItemById(stayInTrayId);
  if (item) item.checked = stay;
};
