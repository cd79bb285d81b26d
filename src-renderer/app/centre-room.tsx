import type { JSX } from 'react';
import { Tabs } from '../design/tabs.tsx';
import { KnowledgeRoom } from '../knowledge/index.ts';
import { LocksRoom } from '../locks/index.ts';
import { MergesRoom } from '../merges/index.ts';
import { MessageFlow } from '../message-flow/index.ts';
import { ReviewRoom } from '../review/index.ts';
import { TasksBoard } from '../tasks/index.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { UnlessRecorded } from './not-recorded.tsx';
import { TerminalsRoom } from './terminals-room.tsx';
import { linkOfMessage } from './transcript-links.ts';
import { TranscriptRoom } from './transcript-room.tsx';
import { rooms, type Shell } from './use-shell.ts';

/** The centre: terminals, tasks, messages, locks, merges, what is known, what was made, or a conversation. */
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
          value: 'tasks',
          label: 'Tasks',
          content: (
            <ErrorBoundary name="tasks">
              <TasksBoard
                selectedId={shell.state.selectedId}
                openId={shell.state.task}
                view={shell.state.board}
                onSelect={shell.select}
                onOpen={shell.showTask}
                onView={shell.setBoard}
              />
            </ErrorBoundary>
          ),
        },
        {
          value: 'messages',
          label: 'Messages',
          content: (
            <ErrorBoundary name="messages">
              <MessageFlow
                selectedId={shell.state.selectedId}
                wanted={shell.state.wantedMessage}
                onSelect={shell.select}
                onTranscript={(message) => {
                  const link = linkOfMessage(message);
                  if (link !== null) shell.showTranscript(link.id, link.place);
                }}
              />
            </ErrorBoundary>
          ),
        },
        {
          value: 'locks',
          label: 'Locks',
          content: (
            <ErrorBoundary name="locks">
              <LocksRoom selectedId={shell.state.selectedId} onSelect={shell.select} />
            </ErrorBoundary>
          ),
        },
        {
          value: 'merges',
          label: 'Merges',
          content: (
            <ErrorBoundary name="merges">
              <MergesRoom
                selectedId={shell.state.selectedId}
                onSelect={shell.select}
                onResolve={shell.resolve}
                onMerge={shell.askMerge}
              />
            </ErrorBoundary>
          ),
        },
        {
          value: 'knowledge',
          label: 'Knowledge',
          content: (
            <ErrorBoundary name="knowledge">
              <KnowledgeRoom onSelect={shell.select} onTask={shell.showTask} />
            </ErrorBoundary>
          ),
        },
        {
          value: 'review',
          label: 'Review',
          content: (
            <ErrorBoundary name="review">
              <UnlessRecorded what="review">
                <ReviewRoom
                  selectedId={shell.state.selectedId}
                  onPublish={(id) => shell.ask(id, 'publish')}
                />
              </UnlessRecorded>
            </ErrorBoundary>
          ),
        },
        {
          value: 'transcript',
          label: 'Transcript',
          content: (
            <ErrorBoundary name="transcript">
              <UnlessRecorded what="transcript">
                <TranscriptRoom shell={shell} onOpenTerminal={shell.open} />
              </UnlessRecorded>
            </ErrorBoundary>
          ),
        },
      ]}
    />
  </section>
);
