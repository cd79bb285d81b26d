import type { ExaminedText, ProfileMistake, ProfileSource } from '@contract/profile-sources.ts';
import type { ProfileEntry } from '@contract/profiles.ts';
import type { Result, TuttiError } from '@contract/result.ts';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { TuttiClient } from '../connection/client.ts';
import { useClient } from '../connection/use-project.ts';

/** Typing is looked at once it pauses: the host reads a text in a millisecond, but not at every letter. */
const examineAfterMs = 150;

export type ProfileDraft = {
  /** As it was read or saved last; null while it is read. */
  readonly source: ProfileSource | null;
  /** Why it can't be read. */
  readonly unread: TuttiError | null;
  readonly text: string;
  readonly changed: boolean;
  readonly mistakes: readonly ProfileMistake[];
  /** What holds where the text says nothing, of the profile it extends; null where it extends none. */
  readonly inherited: ExaminedText['inherited'];
  readonly saving: boolean;
  /** Why it was not saved; a file that has changed meanwhile is `conflict`. */
  readonly refused: TuttiError | null;
  readonly conflict: boolean;
  change(text: string): void;
  revert(): void;
  /** The saved source; null where it was refused. */
  save(): Promise<ProfileSource | null>;
  /** After a conflict: what is here in place of what is there, or the other way round. */
  keepMine(): Promise<ProfileSource | null>;
  takeTheirs(): Promise<void>;
};

/** What is in a file now, whatever it is called by now; null where it is gone. */
const readFile = async (client: TuttiClient, file: string | null): Promise<Result<ProfileSource> | null> => {
  const listed = await client.call('profiles.list', {});
  if (!listed.ok) return listed;
  const entry = listed.value.find((one) => one.file === file);
  return entry === undefined || file === null
    ? null
    : client.call('profiles.source', { name: entry.name, file });
};

const fileOf = ({ file }: Pick<ProfileEntry, 'file'>) => (file === null ? {} : { file });
const choiceOf = ({ name, file }: ProfileEntry) => ({ name, ...fileOf({ file }) });

const nothing: ExaminedText = { mistakes: [], inherited: null };

/** What is wrong with a text, and what it has from the one it extends, as it is typed. */
const useExamined = (source: ProfileSource | null, text: string): ExaminedText => {
  const client = useClient();
  const [found, setFound] = useState(nothing);
  useEffect(() => {
    if (source === null || source.text === text) {
      setFound(source ?? nothing);
      return;
    }
    let late = false;
    const timer = setTimeout(() => {
      void client.call('profiles.examine', { text, ...fileOf(source) }).then((result) => {
        if (!late && result.ok) setFound(result.value);
      });
    }, examineAfterMs);
    return () => {
      late = true;
      clearTimeout(timer);
    };
  }, [client, source, text]);
  return found;
};

/** The text of one profile while it is edited. Mount it anew for another profile. */
export const useProfileDraft = (
  entry: ProfileEntry,
  onSaved: (saved: ProfileSource) => void,
): ProfileDraft => {
  const client = useClient();
  const [source, setSource] = useState<ProfileSource | null>(null);
  const [unread, setUnread] = useState<TuttiError | null>(null);
  const [text, setText] = useState('');
  const [saving, setSaving] = useState(false);
  const [refused, setRefused] = useState<TuttiError | null>(null);
  const { mistakes, inherited } = useExamined(source, text);
  const first = useRef(entry);

  const take = useCallback((result: Result<ProfileSource>) => {
    setUnread(result.ok ? null : result.error);
    setRefused(null);
    if (!result.ok) return;
    setSource(result.value);
    setText(result.value.text);
  }, []);

  useEffect(() => {
    let gone = false;
    void client.call('profiles.source', choiceOf(first.current)).then((result) => {
      if (!gone) take(result);
    });
    return () => {
      gone = true;
    };
  }, [client, take]);

  const write = async (over: ProfileSource | null): Promise<ProfileSource | null> => {
    setSaving(true);
    const replaces = over?.file == null ? {} : { replaces: { file: over.file, version: over.version } };
    const result = await client.call('profiles.save', { text, ...replaces });
    setSaving(false);
    setRefused(result.ok ? null : result.error);
    if (!result.ok) return null;
    setSource(result.value);
    onSaved(result.value);
    return result.value;
  };

  return {
    ...{ source, unread, text, mistakes, inherited, saving, refused },
    changed: source !== null && text !== source.text,
    conflict: refused?.code === 'wrong_state' && refused.field === 'replaces',
    change: (next) => {
      setText(next);
      // Its mistakes are told as they are now; what stands in the way otherwise still does.
      setRefused((before) => (before?.code === 'profile_invalid' ? null : before));
    },
    revert: () => {
      setText(source?.text ?? '');
      setRefused(null);
    },
    save: () => write(source),
    keepMine: async () => {
      const there = await readFile(client, source?.file ?? null);
      if (there === null) return write(null);
      if (there.ok) return write(there.value);
      setRefused(there.error);
      return null;
    },
    takeTheirs: async () => {
      const there = await readFile(client, source?.file ?? null);
      if (there !== null) take(there);
      else setUnread({ code: 'not_found', message: 'The file is gone.', remedy: 'Choose another profile.' });
    },
  };
};
