import { longestNote, type RecordedNote } from '@contract/recording-notes.ts';
import { Pencil, Trash2 } from 'lucide-react';
import { type JSX, type KeyboardEvent, useState } from 'react';
import { Button, IconButton } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Field, Textarea } from '../design/field.tsx';
import { Empty } from '../design/plain-states.tsx';
import { clockWords } from '../design/time-words.ts';
import type { NoteDraft, Notes } from './use-notes.ts';
import './replay-notes.css';

type NotesDialogProps = {
  readonly notes: Notes;
  /** The moment and the instance that a new one is about. */
  readonly at: number;
  readonly instance: string | null;
  /** False: it is read only, a file of its own. */
  readonly writable: boolean;
  /** Shows a note's moment. */
  onShow(note: RecordedNote): void;
  onClose(): void;
};

const aboutWords = (instance: string | null): string => instance ?? 'the run';

type FormProps = { readonly draft: NoteDraft; onChange(draft: NoteDraft): void; onSave(): void };

const Form = ({ draft, onChange, onSave }: FormProps): JSX.Element => {
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    onSave();
  };
  const label = draft.id === undefined ? 'New note' : 'Note';
  return (
    <Field label={`${label} at ${clockWords(draft.at)}, on ${aboutWords(draft.instance)}`}>
      {(id) => (
        <Textarea
          id={id}
          rows={3}
          maxLength={longestNote}
          value={draft.text}
          onChange={(event) => onChange({ ...draft, text: event.target.value })}
          onKeyDown={onKey}
        />
      )}
    </Field>
  );
};

type ListProps = Pick<NotesDialogProps, 'writable' | 'onShow'> & {
  readonly notes: Notes;
  onEdit(note: RecordedNote): void;
};

const List = ({ notes, writable, onShow, onEdit }: ListProps): JSX.Element => (
  <ul className="rn-list" aria-label="Notes">
    {notes.notes.map((note) => (
      <li key={note.id} className="rn-note">
        <button type="button" className="rn-moment ds-figures" onClick={() => onShow(note)}>
          {clockWords(note.at)}
          <span className="ds-quiet">{aboutWords(note.instance)}</span>
        </button>
        <p className="rn-text">{note.text}</p>
        {writable && (
          <span className="rn-does">
            <IconButton label="Change this note" onClick={() => onEdit(note)}>
              <Pencil size={14} />
            </IconButton>
            <IconButton label="Remove this note" onClick={() => void notes.remove(note)}>
              <Trash2 size={14} />
            </IconButton>
          </span>
        )}
      </li>
    ))}
  </ul>
);

/** The notes of a recording, and a new one at the moment that is shown. Mounted while it is open. */
export const NotesDialog = (props: NotesDialogProps): JSX.Element => {
  const { notes, at, instance, writable, onShow, onClose } = props;
  const fresh: NoteDraft = { at, instance, text: '' };
  const [draft, setDraft] = useState<NoteDraft>(fresh);
  const [saving, setSaving] = useState(false);
  const empty = draft.text.trim() === '';
  const save = async (): Promise<void> => {
    if (empty || saving) return;
    setSaving(true);
    if (await notes.save(draft)) setDraft(fresh);
    setSaving(false);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Notes"
      description={
        writable
          ? 'They are kept in the recording, and go with it where it is exported.'
          : 'They came with the recording. A file of its own is only read: write notes where its project is.'
      }
      foot={
        writable && (
          <>
            {draft.id !== undefined && <Button onClick={() => setDraft(fresh)}>Leave it as it was</Button>}
            <Button look="main" disabled={empty || saving} onClick={() => void save()}>
              {draft.id === undefined ? 'Add note' : 'Save note'}
            </Button>
          </>
        )
      }
    >
      {writable && <Form draft={draft} onChange={setDraft} onSave={() => void save()} />}
      {notes.notes.length === 0 ? (
        <Empty title="No notes yet">
          {writable ? 'A note stands at the moment that is shown.' : 'Nobody wrote one.'}
        </Empty>
      ) : (
        <List notes={notes} writable={writable} onShow={onShow} onEdit={setDraft} />
      )}
    </Dialog>
  );
};
