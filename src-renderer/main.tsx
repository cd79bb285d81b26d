import './without-eval.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { openClient } from './connection/open-client.ts';
import { startTheme } from './design/theme.ts';
import './design/base.css';

startTheme();

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App client={openClient()} />
  </StrictMode>,
);
