import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { App } from './app/app.tsx';
import { openClient } from './connection/open-client.ts';
import { startTheme } from './design/theme.ts';
import './design/base.css';

// zod would compile its parsers with `new Function`, which the page's policy forbids (and reports as a violation).
z.config({ jitless: true });
startTheme();

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App client={openClient()} />
  </StrictMode>,
);
