import type { ProfileSource } from '@contract/profile-sources.ts';
import { useState } from 'react';
import { useCommand } from '../connection/use-command.ts';
import { toastUndo } from '../design/toaster.tsx';

export type Deleting = {
  /** The one that is asked about. */
  readonly asked: ProfileSource | null;
  /** The one that was deleted last, and is not back. */
  readonly deleted: ProfileSource | null;
  ask(source: ProfileSource | null): void;
  confirm(): void;
  undo(): void;
};

type Hear = { onDeleted(): void; onBack(source: ProfileSource): void };

/** Deletes a profile after a question, and makes it again: by the toast or, since a dialog keeps the keyboard, in it. */
export const useDeleting = ({ onDeleted, onBack }: Hear): Deleting => {
  const run = useCommand();
  const [asked, setAsked] = useState<ProfileSource | null>(null);
  const [deleted, setDeleted] = useState<ProfileSource | null>(null);
  const restore = async ({ text }: ProfileSource): Promise<void> => {
    const made = await run('profiles.save', { text });
    if (made === undefined) return;
    setDeleted(null);
    onBack(made);
  };
  const remove = async (source: ProfileSource): Promise<void> => {
    const { file, version } = source;
    if (file === null || (await run('profiles.delete', { file, version })) === undefined) return;
    setDeleted(source);
    onDeleted();
    toastUndo(`Deleted ${source.title}`, () => void restore(source));
  };
  return {
    asked,
    deleted,
    ask: setAsked,
    confirm: () => {
      if (asked !== null) void remove(asked);
    },
    undo: () => {
      if (deleted !== null) void restore(deleted);
    },
  };
};
