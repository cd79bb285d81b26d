import { type JSX, useMemo, useState } from 'react';
import { useView } from '../connection/use-project.ts';
import { NotesDialog, useNotes } from '../replay-notes/index.ts';
import { pause, type Replay } from '../replay-timeline/index.ts';
import { useMarkOnTimeline } from './extra-marks.tsx';
import type { Shell } from './use-shell.ts';

/** Of a note's first words, so much stands on the timeline. */
const shownLength = 80;

type ReplayNotesProps = { readonly replay: Replay; readonly shell: Shell };

const Shown = ({
  replay,
  shell,
  notes,
}: ReplayNotesProps & { readonly notes: ReturnType<typeof useNotes> }) => {
  // Those of the moment at which it was opened: the recording may play on meanwhile.
  const [at] = useState(() => Math.round(replay.clock.head));
  const { selectedId } = shell.state;
  // Who is selected may not have been there then.
  const instance = useView(({ instances }) =>
    selectedId !== null && selectedId in instances ? selectedId : null,
  );
  return (
    <NotesDialog
      notes={notes}
      at={at}
      instance={instance}
      writable={replay.leave !== null}
      onShow={(note) => {
        replay.clock.press(pause);
        replay.clock.seek(note.at);
        if (note.instance !== null) shell.open(note.instance);
        shell.showDialog(null);
      }}
      onClose={() => shell.showDialog(null)}
    />
  );
};

/** The notes of the recording that is watched: on the timeline, and in a list. */
export const ReplayNotes = ({ replay, shell }: ReplayNotesProps): JSX.Element | null => {
  const notes = useNotes(replay.host, replay.recording.run);
  const marks = useMemo(
    () =>
      notes.notes.map(({ at, instance, text }) => ({
        at,
        ...(instance === null ? {} : { lane: instance }),
        label: `Note: ${text.slice(0, shownLength)}`,
        tone: 'accent' as const,
      })),
    [notes.notes],
  );
  useMarkOnTimeline('notes', marks);
  return shell.state.dialog === 'notes' ? <Shown replay={replay} shell={shell} notes={notes} /> : null;
};
