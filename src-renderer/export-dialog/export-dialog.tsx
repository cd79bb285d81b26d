import type { RecordingFormat } from '@contract/recording-export.ts';
import { type JSX, useEffect, useState } from 'react';
import type { TuttiClient } from '../connection/client.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Check, Field, Input } from '../design/field.tsx';
import { Select } from '../design/select.tsx';
import { ExportResult } from './export-result.tsx';
import { type ExportState, useExport } from './use-export.ts';
import './export-dialog.css';

const formats: readonly { readonly value: RecordingFormat; readonly label: string; readonly note: string }[] =
  [
    { value: 'tutti', label: 'Recording (.tutti)', note: 'all of it; opens in any Tutti' },
    { value: 'html', label: 'Page (.html)', note: 'plays in any browser, offline' },
    { value: 'cast', label: 'Asciicast 3', note: 'terminals, for asciinema 3' },
    { value: 'cast-v2', label: 'Asciicast 2', note: 'terminals, for older players' },
  ];

const all = '';

const endings: Record<RecordingFormat, string> = {
  tutti: 'tutti',
  html: 'html',
  cast: 'cast',
  'cast-v2': 'cast',
};

const nameOf = (run: number, format: RecordingFormat, instance: string): string => {
  const base = instance === all ? `run-${run}` : `run-${run}-${instance}`;
  return format.startsWith('cast') && instance === all ? `${base}-casts` : `${base}.${endings[format]}`;
};

const phases = { copying: 'Copying', masking: 'Looking for secrets', writing: 'Writing' } as const;

/** The instances that have a terminal in a recording. */
const useStreams = (client: TuttiClient, run: number): readonly string[] => {
  const [instances, setInstances] = useState<readonly string[]>([]);
  useEffect(() => {
    let gone = false;
    void client.call('recordings.get', { run }).then((answer) => {
      if (!gone && answer.ok) setInstances(answer.value.streams.map(({ instance }) => instance));
    });
    return () => {
      gone = true;
    };
  }, [client, run]);
  return instances;
};

const Progress = ({
  state,
}: {
  readonly state: Extract<ExportState, { status: 'running' }>;
}): JSX.Element => {
  const { phase, share } = state.progress ?? { phase: 'copying' as const, share: 0 };
  return (
    <div className="ex-progress">
      <span>{phases[phase]}…</span>
      {/* SQLite does not tell how far a copy is. */}
      <progress aria-label={phases[phase]} {...(phase === 'copying' ? {} : { value: share })} max={1} />
    </div>
  );
};

type ExportDialogProps = {
  readonly run: number;
  /** Who has the recording. */
  readonly client: TuttiClient;
  /** Whether the host sits on the person's desktop: it then asks where to, and shows it there. Else the file is downloaded. */
  readonly desktop: boolean;
  onClose(): void;
};

/** Writes a run's recording for somebody else. Closing it cancels what is under way. */
export const ExportDialog = ({ run, client, desktop, onClose }: ExportDialogProps): JSX.Element => {
  const [format, setFormat] = useState<RecordingFormat>('tutti');
  const [instance, setInstance] = useState(all);
  const [masked, setMasked] = useState(true);
  const [path, setPath] = useState('');
  const { state, start, cancel } = useExport(client);
  const streams = useStreams(client, run);
  const isCast = format.startsWith('cast');
  const named = isCast ? instance : all;
  const mustName = isCast && !desktop && named === all;
  const ready = !mustName && (!desktop || path !== '');
  const error = state.status === 'asking' ? state.error : null;
  const choose = async (): Promise<void> => {
    const answer = await client.call('host.chooseTarget', { name: nameOf(run, format, named) });
    if (answer.ok && answer.value !== null) setPath(answer.value.path);
  };
  const begin = (): void =>
    start({
      ...{ run, format, masked, force: false, output: desktop ? path : null },
      ...(named === all ? {} : { instances: [named] }),
    });
  const foot =
    state.status === 'done' ? (
      <Button look="main" onClick={onClose}>
        Done
      </Button>
    ) : state.status === 'running' ? (
      <Button onClick={cancel}>Cancel</Button>
    ) : (
      <Button look="main" disabled={!ready} onClick={begin}>
        {desktop ? 'Export' : 'Download'}
      </Button>
    );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Export run ${run}`}
      description="What was recorded up to now, for somebody else. It is there whole, or not at all."
      foot={foot}
      className="ex-dialog"
    >
      {state.status === 'done' ? (
        <ExportResult
          done={state.done}
          onReveal={desktop ? (shown) => void client.call('host.reveal', { path: shown }) : null}
        />
      ) : (
        <fieldset className="ex-fields" disabled={state.status === 'running'}>
          <Field label="Format">
            {(id) => (
              <Select
                id={id}
                value={format}
                options={formats}
                disabled={state.status === 'running'}
                onChange={(value) => setFormat(value as RecordingFormat)}
              />
            )}
          </Field>
          {isCast && (
            <Field
              label="Terminal"
              wrong={error?.field === 'instances' ? error.message : undefined}
              note={mustName ? 'A download is one file: choose one.' : undefined}
            >
              {(id) => (
                <Select
                  id={id}
                  // A choice of nothing is no value of a select.
                  value={named === all ? 'all' : named}
                  options={[
                    { value: 'all', label: desktop ? 'All, in a folder' : 'Choose one' },
                    ...streams.map((value) => ({ value, label: value })),
                  ]}
                  disabled={state.status === 'running'}
                  onChange={(value) => setInstance(value === 'all' ? all : value)}
                />
              )}
            </Field>
          )}
          {desktop && (
            <Field
              label="Where to"
              wrong={error?.field === 'output' ? `${error.message} ${error.remedy}` : undefined}
            >
              {(id) => (
                <div className="ex-target">
                  <Input
                    id={id}
                    value={path}
                    placeholder={`/…/${nameOf(run, format, named)}`}
                    onChange={(event) => setPath(event.target.value)}
                  />
                  <Button onClick={() => void choose()}>Choose…</Button>
                </div>
              )}
            </Field>
          )}
          <Check
            label="Mask secrets"
            checked={masked}
            disabled={state.status === 'running'}
            onChange={setMasked}
          />
          <p className={masked ? 'ex-note' : 'ex-note ex-open'}>
            {masked
              ? 'Known tokens and keys, your patterns, and the values of the variables that your settings name, in events and on every screen.'
              : 'Whoever gets it sees every secret that was ever shown.'}
          </p>
          {state.status === 'running' && <Progress state={state} />}
          {error !== null && error.field !== 'output' && error.field !== 'instances' && (
            <p className="ds-field-wrong" role="alert">
              {error.message} {error.remedy}
            </p>
          )}
        </fieldset>
      )}
    </Dialog>
  );
};
