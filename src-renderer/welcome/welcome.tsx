import { FolderOpen, Hand, Play } from 'lucide-react';
import { type DragEvent, type FormEvent, type JSX, useState } from 'react';
import { useReadOnly } from '../connection/host-info.ts';
import { Button } from '../design/button.tsx';
import { Input } from '../design/field.tsx';
import { ErrorState, Skeleton } from '../design/plain-states.tsx';
import { MachineList } from './machine-list.tsx';
import { RecentList } from './recent-list.tsx';
import { useWelcome } from './use-welcome.ts';
import './welcome.css';

type OpenFormProps = {
  readonly disabled: boolean;
  onOpen(root: string): void;
  onChoose(): void;
};

/** A typed path works at every door; the dialog and dropping a folder only in the desktop app. */
const OpenForm = ({ disabled, onOpen, onChoose }: OpenFormProps): JSX.Element => {
  const [path, setPath] = useState('');
  const desktop = window.tuttiHost;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (path.trim() !== '') onOpen(path.trim());
  };
  return (
    <form className="we-open" onSubmit={submit}>
      <Input
        aria-label="Path of the repository"
        placeholder={
          desktop === undefined
            ? 'Path of a git repository'
            : 'Drop a repository or a recording here, or type a repository’s path'
        }
        className="ds-figures"
        value={path}
        disabled={disabled}
        onChange={(event) => setPath(event.target.value)}
      />
      <Button type="submit" disabled={disabled || path.trim() === ''}>
        Open
      </Button>
      {desktop !== undefined && (
        <Button look="main" disabled={disabled} onClick={onChoose}>
          <FolderOpen size={14} aria-hidden="true" />
          Choose…
        </Button>
      )}
    </form>
  );
};

const droppedPath = (event: DragEvent): string | null => {
  const file = event.dataTransfer.files[0];
  // A recording is taken by the window as a whole.
  if (file?.name.toLowerCase().endsWith('.tutti')) return null;
  const path = file === undefined ? '' : (window.tuttiHost?.pathForFile(file) ?? '');
  return path === '' ? null : path;
};

/** The way in: a repository to open, recent ones, a rehearsal to watch, and what the machine has. */
export const Welcome = (): JSX.Element => {
  const { recent, machine, logins, error, opening, open, rehearse, choose, forget } = useWelcome();
  const readOnly = useReadOnly();
  const resting = opening || readOnly;
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const root = droppedPath(event);
    if (root !== null && !resting) void open(root);
  };
  return (
    <main
      className={`we ${over ? 'we-over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <div className="we-column">
        <h1>Tutti</h1>
        <section aria-labelledby="we-open">
          <h2 id="we-open" className="ds-section-title">
            Open a repository
          </h2>
          <OpenForm disabled={resting} onOpen={(root) => void open(root)} onChoose={() => void choose()} />
          {error !== null && <ErrorState error={error} />}
          {recent === null && error === null && (
            <Skeleton rows={3} label="Recent repositories are being read" />
          )}
          {recent !== null && recent.length > 0 && (
            <RecentList
              projects={recent}
              disabled={resting}
              onOpen={(root) => void open(root)}
              onForget={(root) => void forget(root)}
            />
          )}
        </section>
        <section aria-labelledby="we-rehearsal">
          <h2 id="we-rehearsal" className="ds-section-title">
            Nothing at hand?
          </h2>
          <div className="we-rehearsal">
            <Button disabled={resting} onClick={() => void rehearse('owner')}>
              <Play size={14} aria-hidden="true" />
              Watch a rehearsal
            </Button>
            <Button disabled={resting} onClick={() => void rehearse('person')}>
              <Hand size={14} aria-hidden="true" />
              Take part in one
            </Button>
            <p className="ds-quiet">
              Seven scripted agents write, test and merge a small program in a temporary repository. Two of
              them conflict: watch them resolve it, or take part and do it yourself.
            </p>
          </div>
        </section>
        <section aria-labelledby="we-machine">
          <h2 id="we-machine" className="ds-section-title">
            On this machine
          </h2>
          {machine === null ? (
            error === null && <Skeleton rows={4} label="The machine is being checked" />
          ) : (
            <MachineList items={machine} logins={logins ?? []} />
          )}
        </section>
      </div>
    </main>
  );
};
