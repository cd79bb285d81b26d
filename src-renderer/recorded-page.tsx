import './without-eval.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RecordingPage } from './app/recording-page.tsx';
import { ErrorState } from './design/plain-states.tsx';
import { startTheme } from './design/theme.ts';
import {
  createPageClient,
  haveStorage,
  openPageRecording,
  type PageRecording,
  unreadable,
} from './recorded-page/index.ts';
import './design/base.css';

haveStorage();
startTheme();

const element = document.getElementById('root');
if (element === null) throw new Error('recorded-page.html has no #root');
const root = createRoot(element);

const show = (page: PageRecording): void => {
  const { run } = page.index.recording;
  root.render(
    <StrictMode>
      <RecordingPage client={createPageClient(page)} run={run} />
    </StrictMode>,
  );
};

const tell = (error: unknown): void => {
  console.error('This page is not whole', error);
  root.render(
    <main className="pw-failed">
      <ErrorState error={unreadable(error)} />
    </main>,
  );
};

openPageRecording((id) => document.getElementById(id)?.textContent ?? null).then(show, tell);
