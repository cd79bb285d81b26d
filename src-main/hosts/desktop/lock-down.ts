import { app, type IpcMainEvent, session, shell, type WebContents } from 'electron';
import { appOrigin } from './app-protocol.ts';
import { isWebAddress } from './web-address.ts';

/** Where the pages come from: the app itself, or the development server that electron-vite names. */
export const pageOrigin = (env: NodeJS.ProcessEnv): string =>
  env.ELECTRON_RENDERER_URL && !app.isPackaged ? new URL(env.ELECTRON_RENDERER_URL).origin : appOrigin;

/** The origin of an address; for schemes of our own URL.origin is `null`. */
const originOf = (address: string): string => {
  if (!URL.canParse(address)) return '';
  const { protocol, host } = new URL(address);
  return `${protocol}//${host}`;
};

/** Denies what no page of ours needs: leaving, opening windows, permissions, webviews, downloads. */
export const lockDown = (own: string): void => {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, permission, decide) => {
    // Copying from a terminal is asked for by name; everything else is denied.
    decide(permission === 'clipboard-sanitized-write');
  });
  defaultSession.setPermissionCheckHandler(
    (_contents, permission) => permission === 'clipboard-sanitized-write',
  );
  defaultSession.on('will-download', (event) => event.preventDefault());
  app.on('web-contents-created', (_event, contents) => lockContents(contents, own));
};

const lockContents = (contents: WebContents, own: string): void => {
  contents.on('will-navigate', (event) => {
    if (originOf(event.url) !== own) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (originOf(event.url) !== own) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  // No page opens a window; a link that leads out is the browser's.
  contents.setWindowOpenHandler(({ url }) => {
    if (isWebAddress(url)) void shell.openExternal(url);
    return { action: 'deny' };
  });
};

/** Whether a message comes from the main frame of a page of ours. */
export const isOwnPage = (event: IpcMainEvent, own: string): boolean => {
  const frame = event.senderFrame;
  return frame !== null && frame === event.sender.mainFrame && originOf(frame.url) === own;
};
