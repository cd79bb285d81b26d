import type { ProfileSource } from '@contract/profile-sources.ts';
import type { ProfileEntry } from '@contract/profiles.ts';
import { hasEnded } from '@contract/states.ts';
import { type JSX, useCallback, useEffect, useLayoutEffect, useState } from 'react';
import { useReadOnly } from '../connection/host-info.ts';
import { useView } from '../connection/use-project.ts';
import { Button } from '../design/button.tsx';
import { ConfirmDialog, Dialog } from '../design/dialog.tsx';
import { Empty, ErrorState, Skeleton } from '../design/plain-states.tsx';
import { countWords } from '../design/time-words.ts';
import { CopyDialog } from './copy-dialog.tsx';
import { ProfileEditor } from './profile-editor.tsx';
import { ProfileList } from './profile-list.tsx';
import { keyOf } from './profile-words.ts';
import { useDeleting } from './use-deleting.ts';
import { useProfileList } from './use-profile-list.ts';
import { useTrials } from './use-trial.ts';
import './profiles.css';

/** How many live instances use a profile: they go on without it, and can't be restarted. */
const useUsers = (name: string | undefined): number =>
  useView(
    ({ instances }) =>
      Object.values(instances).filter(({ profile, state }) => profile === name && !hasEnded(state)).length,
  );

/** The titles of those that extend it: without it they have a mistake. */
const childrenOf = (entries: readonly ProfileEntry[], name: string | undefined): readonly string[] =>
  entries.flatMap((entry) => (entry.extends === name && entry.name !== name ? [entry.title] : []));

const deleteWords = (source: ProfileSource | null, users: number, children: readonly string[]): string => {
  const file = source?.file ?? 'Its file';
  const used =
    users === 0
      ? ''
      : ` ${countWords(users, 'instance')} of it ${users === 1 ? 'goes' : 'go'} on, but can’t be restarted without it.`;
  const bare =
    children.length === 0
      ? ''
      : ` ${children.join(', ')} ${children.length === 1 ? 'extends' : 'extend'} it, and can’t be used without one of that name.`;
  return `${file} is removed.${used}${bare} You can take it back right after.`;
};

/** What is to be done once unsaved changes may go. */
type Leave = { readonly go: () => void };

/** Before a page with unsaved changes is left, a browser asks by itself; in the app its main process does. */
const useLeaveQuestion = (changed: boolean): void => {
  // Before the mark of what is not saved is painted: whoever sees it is asked.
  useLayoutEffect(() => {
    if (!changed) return;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [changed]);
};

/** The list on the left, one profile on the right. Mounted while it is open. */
export const ProfilesDialog = ({ onClose }: { onClose(): void }): JSX.Element => {
  const readOnly = useReadOnly();
  const list = useProfileList();
  const trials = useTrials();
  const [chosen, setChosen] = useState<string | null>(null);
  const [beside, setBeside] = useState<'list' | 'editor'>('list');
  const [changed, setChanged] = useState(false);
  const [round, setRound] = useState(0);
  const [leaving, setLeaving] = useState<Leave | null>(null);
  const [copying, setCopying] = useState<ProfileEntry | null>(null);
  useLeaveQuestion(changed);
  const { entries } = list;
  const first = entries?.find(({ source }) => source === 'person') ?? entries?.[0];
  const selected = entries?.find((entry) => keyOf(entry) === chosen);
  useEffect(() => {
    // Chosen once, so that a list that is read anew never puts another in the place of what is edited.
    if (chosen === null && first !== undefined) setChosen(keyOf(first));
  }, [chosen, first]);

  const show = useCallback((key: string): void => {
    setChosen(key);
    setBeside('editor');
    setChanged(false);
    setRound((before) => before + 1);
  }, []);
  /** Reads the list anew before it is shown: it may be new. */
  const showFresh = (source: ProfileSource): void => void list.read().then(() => show(keyOf(source)));
  const deleting = useDeleting({
    onDeleted: () => void list.read().then(() => setChosen(null)),
    onBack: showFresh,
  });
  const users = useUsers(deleting.asked?.name);
  const unlessChanged = (go: () => void): void => (changed ? setLeaving({ go }) : go());
  useEffect(() => {
    // What was being saved when it was asked is saved by now: there is nothing to ask about any more.
    if (leaving === null || changed) return;
    setLeaving(null);
    leaving.go();
  }, [leaving, changed]);

  return (
    <Dialog
      open
      className="pr-dialog"
      onOpenChange={(open) => !open && unlessChanged(onClose)}
      title="Profiles"
    >
      {entries === null && list.error === null && <Skeleton rows={8} label="Profiles are being read" />}
      {entries === null && list.error !== null && (
        <ErrorState error={list.error} action={<Button onClick={() => void list.read()}>Try again</Button>} />
      )}
      {entries !== null && (
        <div className="pr" data-beside={beside}>
          <div className="pr-side">
            <ProfileList
              entries={entries}
              selected={selected === undefined ? null : keyOf(selected)}
              changed={changed}
              readOnly={readOnly}
              onSelect={(entry) => {
                if (selected !== undefined && keyOf(entry) === keyOf(selected)) setBeside('editor');
                else unlessChanged(() => show(keyOf(entry)));
              }}
              onNew={() => {
                const generic = entries.find(({ name }) => name === 'generic') ?? entries[0];
                if (generic !== undefined) unlessChanged(() => setCopying(generic));
              }}
            />
            {deleting.deleted !== null && (
              <p className="pr-deleted" role="status">
                Deleted {deleting.deleted.title}
                <Button onClick={deleting.undo}>Undo</Button>
              </p>
            )}
          </div>
          {selected === undefined ? (
            <Empty title="No profile is selected">Choose one from the list.</Empty>
          ) : (
            <ProfileEditor
              key={`${keyOf(selected)} ${round}`}
              entry={selected}
              readOnly={readOnly}
              trials={trials}
              onSaved={() => void list.read()}
              onChanged={setChanged}
              onCopy={() => unlessChanged(() => setCopying(selected))}
              onDelete={deleting.ask}
              onBack={() => setBeside('list')}
            />
          )}
        </div>
      )}
      {copying !== null && entries !== null && (
        <CopyDialog
          entries={entries}
          from={copying}
          onClose={() => setCopying(null)}
          onCopied={(copy) => {
            setCopying(null);
            showFresh(copy);
          }}
        />
      )}
      <ConfirmDialog
        open={leaving !== null}
        onOpenChange={(open) => !open && setLeaving(null)}
        title="Leave without saving?"
        description={`${selected?.title ?? 'The profile'} has changes that are not saved.`}
        action="Discard the changes"
        onConfirm={() => {
          setLeaving(null);
          setChanged(false);
          setRound((before) => before + 1);
          leaving?.go();
        }}
      />
      <ConfirmDialog
        open={deleting.asked !== null}
        onOpenChange={(open) => !open && deleting.ask(null)}
        title={`Delete ${deleting.asked?.title ?? ''}?`}
        description={deleteWords(deleting.asked, users, childrenOf(entries ?? [], deleting.asked?.name))}
        action="Delete the profile"
        onConfirm={deleting.confirm}
      />
    </Dialog>
  );
};
