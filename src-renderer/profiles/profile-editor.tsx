import type { ProfileSource } from '@contract/profile-sources.ts';
import type { ProfileEntry } from '@contract/profiles.ts';
import { ArrowLeft } from 'lucide-react';
import { type JSX, useEffect, useState } from 'react';
import { Badge, ScriptedBadge } from '../design/badge.tsx';
import { Button, IconButton } from '../design/button.tsx';
import { ErrorState, Skeleton } from '../design/plain-states.tsx';
import { Tabs } from '../design/tabs.tsx';
import { countWords } from '../design/time-words.ts';
import { ProfileForm } from './profile-form.tsx';
import { SaveTrouble } from './save-trouble.tsx';
import { TryIt } from './try-it.tsx';
import { type ProfileDraft, useProfileDraft } from './use-profile-draft.ts';
import type { Trials } from './use-trial.ts';
import { YamlText } from './yaml-text.tsx';

export type EditorProps = {
  readonly entry: ProfileEntry;
  readonly readOnly: boolean;
  readonly trials: Trials;
  onSaved(saved: ProfileSource): void;
  /** Told whenever there come to be unsaved changes, or are none any more. */
  onChanged(changed: boolean): void;
  onCopy(): void;
  onDelete(source: ProfileSource): void;
  /** Back to the list, where there is no room for both. */
  onBack(): void;
};

const whose = { tutti: 'comes with Tutti', person: 'yours', project: 'this project’s' } as const;

const Head = ({
  entry,
  source,
  onBack,
}: {
  entry: ProfileEntry;
  source: ProfileSource | null;
  onBack(): void;
}) => (
  <header className="pr-head">
    <span className="pr-back">
      <IconButton label="All profiles" onClick={onBack}>
        <ArrowLeft size={16} />
      </IconButton>
    </span>
    <div className="pr-head-words">
      <h3>{source?.title ?? entry.title}</h3>
      <p className="ds-quiet">
        {whose[entry.source]}
        {entry.file !== null && <span className="ds-figures">{entry.file}</span>}
      </p>
    </div>
    {entry.scripted && <ScriptedBadge />}
    {!entry.found && entry.problem === null && <Badge>not found on this machine</Badge>}
    {entry.problem !== null && <Badge tone="amber">can’t be used</Badge>}
  </header>
);

/** Ctrl+S, or Cmd+S, wherever the focus is, while no question stands before the editor. */
const useSaveKey = (save: () => void): void => {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      if (document.querySelector('[role="alertdialog"]') === null) save();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });
};

type FootProps = Pick<EditorProps, 'readOnly' | 'onCopy' | 'onDelete'> & {
  readonly draft: ProfileDraft;
  readonly source: ProfileSource;
  save(): void;
  /** Shows the text at a line. */
  onMistake(line: number): void;
};

const Standing = ({ draft, onMistake }: Pick<FootProps, 'draft' | 'onMistake'>): JSX.Element => {
  const [first] = draft.mistakes;
  return (
    <span className="pr-foot-end" role="status">
      {draft.changed && first === undefined && 'Not saved yet'}
      {draft.changed && first !== undefined && (
        <Button look="plain" onClick={() => onMistake(first.line)}>
          {countWords(draft.mistakes.length, 'mistake')}
        </Button>
      )}
    </span>
  );
};

const Foot = ({ draft, source, readOnly, onCopy, onDelete, save, onMistake }: FootProps): JSX.Element => {
  const usable = source.problem === null;
  return (
    <footer className="pr-foot">
      {source.editable ? (
        <Button disabled={readOnly || !usable} onClick={onCopy}>
          Duplicate…
        </Button>
      ) : (
        <Button look="main" disabled={readOnly || !usable} onClick={onCopy}>
          Make your own copy…
        </Button>
      )}
      {source.source === 'person' && (
        <Button disabled={readOnly} onClick={() => onDelete(source)}>
          Delete…
        </Button>
      )}
      <Standing draft={draft} onMistake={onMistake} />
      {source.editable && (
        <>
          <Button disabled={!draft.changed} onClick={draft.revert}>
            Revert
          </Button>
          <Button look="main" disabled={readOnly || !draft.changed || draft.saving} onClick={save}>
            {draft.saving ? 'Saving…' : 'Save'}
          </Button>
        </>
      )}
    </footer>
  );
};

const readOnlyWords = (source: ProfileSource): string | null => {
  if (source.editable) return null;
  return source.source === 'tutti'
    ? 'It comes with Tutti and stays as it is. To change it, make your own copy.'
    : 'It is the project’s own, and runs commands on your machine. Read it; once you trust the project it can be changed.';
};

/** One profile: its fields, its text, and a trial. Mount it anew for another profile. */
export const ProfileEditor = (props: EditorProps): JSX.Element => {
  const { entry, readOnly, trials, onSaved, onChanged, onBack } = props;
  const draft = useProfileDraft(entry, onSaved);
  const [tab, setTab] = useState('form');
  const [line, setLine] = useState<number | null>(null);
  const { source, changed, mistakes } = draft;
  useEffect(() => onChanged(changed), [changed, onChanged]);
  const editable = source?.editable === true && !readOnly;
  const save = async (): Promise<string | null> => (await draft.save())?.name ?? null;
  const saveNow = (): void => {
    if (editable && changed && !draft.saving) void save();
  };
  useSaveKey(saveNow);
  if (source === null)
    return (
      <div className="pr-editor">
        <Head entry={entry} source={null} onBack={onBack} />
        <div className="pr-panel">
          {draft.unread === null ? (
            <Skeleton rows={8} label="The profile is being read" />
          ) : (
            <ErrorState error={draft.unread} />
          )}
        </div>
      </div>
    );
  const showText = (at: number | null): void => {
    setLine(at);
    setTab('text');
  };
  const note = readOnlyWords(source);
  const shared = { text: draft.text, mistakes, readOnly: !editable, onChange: draft.change };
  const tabs = [
    {
      value: 'form',
      label: 'Form',
      content: <ProfileForm {...shared} inherited={draft.inherited} onText={showText} />,
    },
    {
      value: 'text',
      label: mistakes.length > 0 ? `Text (${mistakes.length})` : 'Text',
      content: <YamlText {...shared} line={line} />,
    },
    {
      value: 'try',
      label: 'Try it',
      content: <TryIt source={source} changed={changed} readOnly={readOnly} trials={trials} onSave={save} />,
    },
  ];
  return (
    <div className="pr-editor">
      <Head entry={entry} source={source} onBack={onBack} />
      <div className="pr-notes">
        {note !== null && <p className="pr-note">{note}</p>}
        {source.problem !== null && mistakes.length === 0 && !changed && (
          <p className="pr-note">{source.problem}</p>
        )}
        <SaveTrouble draft={draft} />
      </div>
      <div className="pr-tabs">
        <Tabs
          label="Parts of the profile"
          value={tab}
          tabs={tabs.map((each) => ({ ...each, content: <div className="pr-panel">{each.content}</div> }))}
          onChange={(next) => {
            setLine(null);
            setTab(next);
          }}
        />
      </div>
      <Foot {...props} draft={draft} source={source} save={saveNow} onMistake={showText} />
    </div>
  );
};
