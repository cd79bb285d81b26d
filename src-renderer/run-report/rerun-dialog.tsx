import type { Remaining } from '@contract/rerun-verbs.ts';
import { type JSX, useCallback, useState } from 'react';
import { useCall } from '../connection/use-call.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { ErrorState, Skeleton } from '../design/plain-states.tsx';
import { Select } from '../design/select.tsx';
import { clockWords, countWords } from '../design/time-words.ts';
import { ReportTable } from './figure.tsx';
import type { InsightSource } from './insight-source.ts';
import { useAsked } from './use-asked.ts';
import './run-report.css';
import './why-and-compare.css';

const Summary = ({ remaining }: { readonly remaining: Remaining }): JSX.Element => {
  const { goal, parts, tasks, done, profiles } = remaining;
  const who = Object.entries(profiles).map(([role, profile]) => `${role} ${profile}`);
  return (
    <>
      <p>
        {countWords(tasks.length, 'task')} to do
        {parts.length > 0 && ` in ${countWords(parts.length, 'part')} (${parts.join(', ')})`}
        {done > 0 && `; ${countWords(done, 'task')} done by then stay done`}. With {who.join(', ')}.
      </p>
      <p className="rn-goal ds-quiet">{goal}</p>
      {tasks.length > 0 && (
        <ReportTable
          label="Tasks of the new run"
          rows={tasks}
          keyOf={({ task }) => task}
          columns={[
            { title: 'Was', cell: ({ task }) => <span className="ds-figures">{task}</span> },
            { title: 'Title', cell: ({ title }) => title },
            { title: 'Stood', cell: ({ state }) => state },
            { title: 'Part', cell: ({ part }) => part ?? '' },
          ]}
        />
      )}
      <p className="ds-field-note">
        The new run has ids and branches of its own and begins where the project stands now. Nothing of run{' '}
        {remaining.run} is touched.
      </p>
    </>
  );
};

type RerunDialogProps = {
  readonly source: InsightSource;
  readonly run: number;
  /** Milliseconds since 1970: what was not done by then can be chosen; null: only all of its plan. */
  readonly at: number | null;
  onClose(): void;
  onBegun(executive: string): void;
};

/** What a new run from an earlier one would be, and the button that begins it. Mounted while it is open. */
export const RerunDialog = ({ source, run, at, onClose, onBegun }: RerunDialogProps): JSX.Element => {
  const [from, setFrom] = useState<'plan' | 'moment'>(at === null ? 'plan' : 'moment');
  const moment = from === 'moment' && at !== null ? { at: Math.round(at) } : {};
  const { at: chosen } = moment as { readonly at?: number };
  const ask = useCallback(
    () => source.client.call('runs.remaining', { run, ...(chosen === undefined ? {} : { at: chosen }) }),
    [source, run, chosen],
  );
  const { value: remaining, error } = useAsked(ask);
  const begin = useCall(source.client);
  const options = [
    { value: 'plan', label: 'All of its plan, as if nothing had been done' },
    ...(at === null ? [] : [{ value: 'moment', label: `What was not done by ${clockWords(at)}` }]),
  ];
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && onClose()}
      title={`Run ${run} again`}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="main"
            disabled={remaining === null || error !== null || begin.busy}
            onClick={() =>
              void begin.call('runs.rerun', { run, ...moment }).then((launched) => {
                if (launched !== undefined) onBegun(launched.executive.id);
              })
            }
          >
            Begin this run
          </Button>
        </>
      }
    >
      <Select
        label="What is done once more"
        value={from}
        options={options}
        onChange={(value) => setFrom(value === 'moment' ? 'moment' : 'plan')}
      />
      {error !== null && <ErrorState error={error} />}
      {begin.error !== null && <ErrorState error={begin.error} />}
      {remaining === null && error === null && <Skeleton rows={5} label="The run is being read" />}
      {remaining !== null && error === null && <Summary remaining={remaining} />}
    </Dialog>
  );
};
