import type { RecordedNote } from '@contract/recording-notes.ts';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { TuttiClient } from '../connection/client.ts';
import { toastError, toastUndo } from '../design/toaster.tsx';

/** What the person writes: without an id a new one. */
export type NoteDraft = Pick<RecordedNote, 'at' | 'instance' | 'text'> & { readonly id?: string };

export type Notes = {
  /** In the order of their moments. */
  readonly notes: readonly RecordedNote[];
  /** Whether it was written; why not is told. */
  save(draft: NoteDraft): Promise<boolean>;
  /** It can be taken back for a while. */
  remove(note: RecordedNote): Promise<void>;
};

const inOrder = (notes: readonly RecordedNote[]): readonly RecordedNote[] =>
  notes.toSorted((one, other) => one.at - other.at);

/** The notes of a recording: read once, and kept up with what is written here. One that has none to tell has none. */
export const useNotes = (client: TuttiClient, run: number): Notes => {
  const [notes, setNotes] = useState<readonly RecordedNote[]>([]);
  useEffect(() => {
    let gone = false;
    void client.call('recordings.notes', { run }).then((answer) => {
      if (!gone) setNotes(answer.ok ? answer.value : []);
    });
    return () => {
      gone = true;
    };
  }, [client, run]);
  const save = useCallback(
    async ({ id, ...draft }: NoteDraft): Promise<boolean> => {
      const named = id === undefined ? {} : { id };
      const answer = await client.call('recordings.note', { run, ...named, ...draft });
      if (answer.ok)
        setNotes((before) => inOrder([...before.filter((one) => one.id !== answer.value.id), answer.value]));
      else toastError(answer.error);
      return answer.ok;
    },
    [client, run],
  );
  const remove = useCallback(
    async ({ id }: RecordedNote): Promise<void> => {
      const answer = await client.call('recordings.unnote', { run, id });
      if (!answer.ok) return toastError(answer.error);
      const { at, instance, text } = answer.value;
      setNotes((before) => before.filter((one) => one.id !== id));
      toastUndo('Note removed', () => void save({ id, at, instance, text }));
    },
    [client, run, save],
  );
  return useMemo(() => ({ notes, save, remove }), [notes, save, remove]);
};
