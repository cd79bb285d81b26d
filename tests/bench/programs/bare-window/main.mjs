// The least that Electron can show: one window with one line. What an app's start is held against.
import { app, BrowserWindow } from 'electron';

async function start() {
  const window = new BrowserWindow({ width: 1440, height: 900, show: false });
  window.once('ready-to-show', () => window.show());
  await window.loadURL('data:text/html,<title>bare</title><p>spec_1</p>');
}

app.on('window-all-closed', () => app.quit());
// Not awaited here: Electron is not ready before this file has run to its end.
void app.whenReady().then(start);
