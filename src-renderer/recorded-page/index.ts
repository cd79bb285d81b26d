export { createPageClient } from './page-client.ts';
export { openPageRecording, type PageRecording } from './page-recording.ts';
export { haveStorage } from './page-storage.ts';
export { unreadable } from './unreadable.ts';

import './recorded-page.css';
