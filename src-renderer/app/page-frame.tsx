import type { JSX, ReactNode } from 'react';
import type { TuttiClient } from '../connection/client.ts';
import { ClientContext } from '../connection/use-project.ts';
import { TipProvider } from '../design/tip.tsx';
import { Toaster } from '../design/toaster.tsx';
import { DroppedRecording } from './dropped-recording.tsx';
import { ErrorBoundary } from './error-boundary.tsx';

/** What every page of ours stands in. */
export const PageFrame = ({
  client,
  children,
}: {
  readonly client: TuttiClient;
  readonly children: ReactNode;
}): JSX.Element => (
  <ClientContext value={client}>
    <TipProvider>
      <ErrorBoundary name="window">{children}</ErrorBoundary>
      <DroppedRecording />
      <Toaster />
    </TipProvider>
  </ClientContext>
);
