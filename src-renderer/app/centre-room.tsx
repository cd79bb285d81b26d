import type { JSX } from 'react';
import { Tabs } from '../design/tabs.tsx';
import { MessageFlow } from '../message-flow/index.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { TerminalsRoom } from './terminals-room.tsx';
import { rooms, type Shell } from './use-shell.ts';

/** The centre: terminals or messages. */
export const CentreRoom = ({ shell }: { readonly shell: Shell }): JSX.Element => (
  <section className="pw-fill" aria-label="Centre" data-focus-panel tabIndex={-1}>
    <Tabs
      label="Centre"
      value={shell.state.room}
      onChange={(value) => {
        const room = rooms.find((each) => each === value);
        if (room !== undefined) shell.setRoom(room);
      }}
      tabs={[
        {
          value: 'terminals',
          label: 'Terminals',
          content: (
            <ErrorBoundary name="terminals">
              <TerminalsRoom shell={shell} />
            </ErrorBoundary>
          ),
        },
        {
          value: 'messages',
          label: 'Messages',
          content: (
            <ErrorBoundary name="messages">
              <MessageFlow selectedId={shell.state.selectedId} onSelect={shell.select} />
            </ErrorBoundary>
          ),
        },
      ]}
    />
  </section>
);
