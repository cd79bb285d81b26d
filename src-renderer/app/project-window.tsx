import type { TuttiEvent } from '@contract/events.ts';
import type { RecordingMoment } from '@contract/recording-links.ts';
import { ChartNoAxesGantt, ChevronDown, ChevronUp, PanelLeft, PanelRight } from 'lucide-react';
import type { JSX } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import { describeEvent, EventList, EventStrip } from '../event-list/index.ts';
import { Inspector } from '../inspector/index.ts';
import { RunTimeline, useReplay } from '../replay-timeline/index.ts';
import { Banners } from './banners.tsx';
import { CentreRoom } from './centre-room.tsx';
import type { Command } from './commands.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { useExtraMarks } from './extra-marks.tsx';
import { HierarchyRoom } from './hierarchy-room.tsx';
import { SearchRoom } from './search-room.tsx';
import { shownShortcut } from './shortcut.ts';
import { FoldButton } from './top-bar.tsx';
import { linkOfEvent } from './transcript-links.ts';
import type { Shell } from './use-shell.ts';
import './project-window.css';

const hasLink = (event: TuttiEvent): boolean => linkOfEvent(event) !== null;

type PartProps = {
  readonly shell: Shell;
  readonly mac: boolean;
  readonly commands: readonly Command[];
  /** Shows a moment of a run. */
  onReplay(run: number, moment: RecordingMoment): void;
};

// Pixels: the least that shows a name beside its mark, and the most that still leaves the terminals their half.
const side = { minSize: 200, maxSize: 640, groupResizeBehavior: 'preserve-pixel-size' } as const;

const Columns = ({ shell, mac, commands, onReplay }: PartProps): JSX.Element => {
  const { folded, selectedId, search } = shell.state;
  // The search takes its place: beside both there is no room for terminals.
  const hasInspector = !folded.inspector && search === 0;
  const panelIds = [
    ...(folded.hierarchy ? [] : ['left']),
    'centre',
    ...(hasInspector ? ['right'] : []),
    ...(search === 0 ? [] : ['search']),
  ];
  const layout = useDefaultLayout({ id: 'tutti.columns', panelIds, storage: localStorage });
  return (
    <Group className="pw-columns" orientation="horizontal" {...layout}>
      {!folded.hierarchy && (
        <>
          <Panel id="left" className="pw-panel" defaultSize="26%" {...side}>
            <ErrorBoundary name="hierarchy">
              <HierarchyRoom shell={shell} commands={commands} mac={mac} />
            </ErrorBoundary>
          </Panel>
          <Separator className="pw-line" aria-label="Width of the hierarchy" />
        </>
      )}
      <Panel id="centre" className="pw-panel" minSize={320}>
        <ErrorBoundary name="centre">
          <CentreRoom shell={shell} />
        </ErrorBoundary>
      </Panel>
      {hasInspector && (
        <>
          <Separator className="pw-line" aria-label="Width of the inspector" />
          <Panel id="right" className="pw-panel" defaultSize={320} {...side}>
            <ErrorBoundary name="inspector">
              <section className="pw-fill" aria-label="Inspector" data-focus-panel tabIndex={-1}>
                <Inspector
                  id={selectedId}
                  sendShortcut={shownShortcut('Mod Enter', mac)}
                  onSelect={shell.select}
                  onOpenTerminal={shell.open}
                  onTranscript={shell.showTranscript}
                  onTerminate={shell.askTerminate}
                  onMessage={shell.showMessage}
                  onShutDown={shell.askShutDown}
                  onMerge={shell.askMerge}
                />
              </section>
            </ErrorBoundary>
          </Panel>
        </>
      )}
      {search > 0 && (
        <>
          <Separator className="pw-line" aria-label="Width of the search" />
          <Panel id="search" className="pw-panel" defaultSize={340} {...side}>
            <ErrorBoundary name="search">
              <SearchRoom
                shell={shell}
                onReplay={({ run, at, instance }) => onReplay(run, { at: Math.floor(at), instance })}
              />
            </ErrorBoundary>
          </Panel>
        </>
      )}
    </Group>
  );
};

const Foot = ({ shell }: { readonly shell: Shell }): JSX.Element => {
  const { folded } = shell.state;
  return (
    <footer className="pw-foot">
      <FoldButton
        label="hierarchy"
        folded={folded.hierarchy}
        shortcut="h"
        onFold={() => shell.fold('hierarchy')}
      >
        <PanelLeft size={16} />
      </FoldButton>
      <EventStrip onSelect={shell.select} />
      <FoldButton
        label="timeline"
        folded={folded.timeline}
        shortcut="Shift T"
        onFold={() => shell.fold('timeline')}
      >
        <ChartNoAxesGantt size={16} />
      </FoldButton>
      <FoldButton label="events" folded={folded.events} shortcut="e" onFold={() => shell.fold('events')}>
        {folded.events ? <ChevronUp size={16} /> : <ChevronDown size={16} />}
      </FoldButton>
      <FoldButton
        label="inspector"
        folded={folded.inspector}
        shortcut="i"
        onFold={() => shell.fold('inspector')}
      >
        <PanelRight size={16} />
      </FoldButton>
    </footer>
  );
};

/** The project in a window wide enough for its columns. */
export const ProjectWindow = ({ shell, mac, commands, onReplay }: PartProps): JSX.Element => {
  const { folded, selectedId } = shell.state;
  // What plays a recording stands there.
  const isTimeline = useReplay() !== null || !folded.timeline;
  const marks = useExtraMarks();
  const panelIds = ['columns', ...(isTimeline ? ['timeline'] : []), ...(folded.events ? [] : ['events'])];
  const layout = useDefaultLayout({ id: 'tutti.rows', panelIds, storage: localStorage });
  return (
    <>
      <Banners
        onChooseResume={() => shell.showDialog('resume')}
        onBudgets={() => shell.showDialog('budgets')}
      />
      <main className="pw-main">
        <Group className="pw-rows" orientation="vertical" {...layout}>
          <Panel id="columns" className="pw-panel" minSize={200}>
            <Columns shell={shell} mac={mac} commands={commands} onReplay={onReplay} />
          </Panel>
          {isTimeline && (
            <>
              <Separator className="pw-line" aria-label="Height of the timeline" />
              <Panel
                id="timeline"
                className="pw-panel"
                defaultSize={220}
                minSize={120}
                groupResizeBehavior="preserve-pixel-size"
              >
                <ErrorBoundary name="timeline">
                  <section className="pw-fill" aria-label="Timeline" data-focus-panel tabIndex={-1}>
                    <RunTimeline
                      selectedId={selectedId}
                      marks={marks}
                      describe={describeEvent}
                      onSelect={shell.select}
                      onEvent={shell.showEvent}
                    />
                  </section>
                </ErrorBoundary>
              </Panel>
            </>
          )}
          {!folded.events && (
            <>
              <Separator className="pw-line" aria-label="Height of the events" />
              <Panel
                id="events"
                className="pw-panel"
                defaultSize={220}
                minSize={120}
                groupResizeBehavior="preserve-pixel-size"
              >
                <ErrorBoundary name="event list">
                  <section className="pw-fill" aria-label="Event panel" data-focus-panel tabIndex={-1}>
                    <EventList
                      wanted={shell.state.wantedEvent}
                      onSelect={shell.select}
                      hasTranscript={hasLink}
                      onTranscript={(event) => {
                        const link = linkOfEvent(event);
                        if (link !== null) shell.showTranscript(link.id, link.place);
                      }}
                    />
                  </section>
                </ErrorBoundary>
              </Panel>
            </>
          )}
        </Group>
      </main>
      <Foot shell={shell} />
    </>
  );
};
