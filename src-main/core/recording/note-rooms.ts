import { mostNotes, type RecordedNote, type recordingNoteVerbs } from '@contract/recording-notes.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { NoteChange, RecordingReader } from '../ports/recordings.ts';
import type { ProjectPorts } from '../project-ports.ts';
import type { Rooms } from '../room.ts';
import type { OpenRecordings } from './open-recordings.ts';

const write = async (reader: RecordingReader, change: NoteChange): Promise<Result<void>> => {
  const written = await reader.writeNote(change);
  if (!written.ok) return written;
  if (written.value === null) return ok(undefined);
  return fail(
    'state_read_only',
    `The note could not be written: ${written.value}.`,
    'See that the disk has room and can be written to, then try again.',
  );
};

const noNote = (id: string): Result<never> =>
  fail('not_found', `There is no note ${id}.`, 'List the notes of the run.', { field: 'id' });

/** Notes on moments of runs. `newId` gives a UUID. */
export const noteRooms = (
  { clock, newId }: { readonly clock: Pick<ProjectPorts['clock'], 'now'>; readonly newId: () => string },
  open: OpenRecordings,
): Rooms<keyof typeof recordingNoteVerbs> => {
  const known = async (
    run: number,
  ): Promise<Result<{ reader: RecordingReader; notes: readonly RecordedNote[] }>> => {
    const reader = await open.get(run);
    if (!reader.ok) return reader;
    const notes = await reader.value.notes();
    return notes.ok ? ok({ reader: reader.value, notes: notes.value }) : notes;
  };
  return {
    'recordings.notes': async (_caller, { run }) => {
      const found = await known(run);
      return found.ok ? ok([...found.value.notes]) : found;
    },
    'recordings.note': async (_caller, { run, id, at, instance, text }) => {
      const found = await known(run);
      if (!found.ok) return found;
      const { reader, notes } = found.value;
      const isNew = notes.every((one) => one.id !== id);
      if (isNew && notes.length >= mostNotes)
        return fail('limit_reached', `A run has at most ${mostNotes} notes.`, 'Remove some first.');
      const note = { id: id ?? newId(), at, instance, text, writtenAt: clock.now() };
      const written = await write(reader, { kind: 'put', note });
      return written.ok ? ok(note) : written;
    },
    'recordings.unnote': async (_caller, { run, id }) => {
      const found = await known(run);
      if (!found.ok) return found;
      const note = found.value.notes.find((one) => one.id === id);
      if (note === undefined) return noNote(id);
      const written = await write(found.value.reader, { kind: 'remove', id });
      return written.ok ? ok(note) : written;
    },
  };
};
