import { type JSX, useMemo } from 'react';
import { useProject, useView } from '../connection/use-project.ts';
import { Empty } from '../design/plain-states.tsx';
import { TranscriptView } from '../transcript/index.ts';
import { indexEvents } from './transcript-links.ts';
import type { Shell } from './use-shell.ts';

type TranscriptRoomProps = {
  readonly shell: Shell;
  /** What is done instead where there is no list of events to show one in. */
  readonly withoutEvents?: boolean;
  onOpenTerminal(id: string): void;
};

/** The conversation of the selected instance. */
export const TranscriptRoom = ({
  shell,
  withoutEvents = false,
  onOpenTerminal,
}: TranscriptRoomProps): JSX.Element => {
  const { selectedId, place } = shell.state;
  const instance = useView((view) => (selectedId === null ? undefined : view.instances[selectedId]));
  const recent = useProject(({ recent }) => recent);
  const eventOf = useMemo(
    () => (selectedId === null || withoutEvents ? () => null : indexEvents(recent, selectedId)),
    [recent, selectedId, withoutEvents],
  );
  if (instance === undefined)
    return (
      <Empty title="No instance selected">
        Pick one in the hierarchy to read what was said to it and what it did.
      </Empty>
    );
  return (
    <TranscriptView
      key={instance.id}
      instance={instance}
      place={place?.id === instance.id ? place : null}
      eventOf={eventOf}
      onShowEvent={shell.showEvent}
      onOpenTerminal={onOpenTerminal}
    />
  );
};
