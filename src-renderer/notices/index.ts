export { BrowserPart } from './browser-part.tsx';
export { useBrowserNotices } from './use-browser-notices.ts';
