import { contextBridge, ipcRenderer, webUtils } from 'electron';

// Hands the window its port to the host, and nothing else. Runs sandboxed and isolated: the page sees only what is
// exposed here, and everything it says to the host goes through the port, where it is checked.

contextBridge.exposeInMainWorld('tuttiHost', {
  kind: 'electron',
  platform: process.platform,
  pathForFile: (file: File): string => webUtils.getPathForFile(file),
  openRecording: (file: File): void =>
    ipcRenderer.send('tutti-open-recording', webUtils.getPathForFile(file)),
  ready: (): void => ipcRenderer.send('tutti-ready'),
});

ipcRenderer.on('tutti-port', (event) => {
  // A port can't cross the context bridge; a message to this very window can carry it. The page's origin is opaque
  // for a page from a file, hence '*'; only this window receives it.
  window.postMessage('tutti-port', '*', event.ports);
});
