import { csvTables, reportCsv } from '@contract/run-report-csv.ts';
import type { RunReport } from '@contract/run-reports.ts';
import { type JSX, useCallback, useState } from 'react';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Empty, ErrorState, Skeleton } from '../design/plain-states.tsx';
import { saveText } from '../design/save-text.ts';
import { Select } from '../design/select.tsx';
import { clockWords } from '../design/time-words.ts';
import type { InsightSource, ShowMoment } from './insight-source.ts';
import { LatencyFigure } from './latency-figure.tsx';
import { ParallelFigure } from './parallel-figure.tsx';
import { PathFigure } from './path-figure.tsx';
import { TimesFigure } from './times-figure.tsx';
import { Totals } from './totals.tsx';
import { useAsked } from './use-asked.ts';
import { WaitsPart } from './waits-part.tsx';
import './run-report.css';

const Figures = ({
  report,
  onMoment,
}: {
  readonly report: RunReport;
  readonly onMoment: ShowMoment;
}): JSX.Element => (
  <>
    <Totals report={report} />
    {report.instances.length === 0 ? (
      <Empty title="Nothing has happened yet">With its first instance a run’s time begins to be told.</Empty>
    ) : (
      <>
        <PathFigure report={report} onMoment={onMoment} />
        <ParallelFigure report={report} onMoment={onMoment} />
        <TimesFigure report={report} onMoment={onMoment} />
        <LatencyFigure report={report} />
        <WaitsPart report={report} onMoment={onMoment} />
      </>
    )}
  </>
);

const options = csvTables.map((value) => ({ value, label: `CSV: ${value}` }));

const Saving = ({ report }: { readonly report: RunReport }): JSX.Element => {
  const [table, setTable] = useState<string>('instances');
  const saveCsv = (): void => {
    const chosen = csvTables.find((one) => one === table) ?? 'instances';
    saveText(`run-${report.run}-${chosen}.csv`, 'text/csv', reportCsv(report, chosen));
  };
  return (
    <>
      <Select label="Which table is saved" value={table} options={options} onChange={setTable} />
      <Button onClick={saveCsv}>Save CSV</Button>
      <Button
        onClick={() =>
          saveText(`run-${report.run}.json`, 'application/json', `${JSON.stringify(report, null, 2)}\n`)
        }
      >
        Save JSON
      </Button>
    </>
  );
};

type ReportDialogProps = {
  readonly source: InsightSource;
  readonly run: number;
  readonly onMoment: ShowMoment;
  onWhy(): void;
  /** Null: there is no other run to compare it with. */
  readonly onCompare: (() => void) | null;
  onClose(): void;
};

/** What a run's time went to. Mounted while it is open. */
export const ReportDialog = (props: ReportDialogProps): JSX.Element => {
  const { source, run, onMoment, onWhy, onCompare, onClose } = props;
  const ask = useCallback(
    () => source.client.call(source.alone ? 'recordings.analyze' : 'runs.analyze', { run }),
    [source, run],
  );
  const { value: report, error, busy, again } = useAsked(ask);
  const title = report === null || report.title === '' ? `Run ${run}` : `Run ${run}: ${report.title}`;
  return (
    <Dialog
      open
      className="rr-dialog"
      onOpenChange={(open) => !open && onClose()}
      title={title}
      foot={
        <>
          {report !== null && <Saving report={report} />}
          <span className="rr-gap" />
          {onCompare !== null && <Button onClick={onCompare}>Compare…</Button>}
          <Button onClick={onWhy}>What failed?</Button>
          <Button look="main" onClick={onClose}>
            Close
          </Button>
        </>
      }
    >
      {report !== null && report.endedAt === null && (
        <p className="rr-now ds-quiet">
          <span>
            It goes on: this is as of <span className="ds-figures">{clockWords(report.until)}</span>.
          </span>
          <Button disabled={busy} onClick={again}>
            Reckon again
          </Button>
        </p>
      )}
      {error !== null && <ErrorState error={error} action={<Button onClick={again}>Try again</Button>} />}
      {report === null && error === null && <Skeleton rows={10} label="The run is being reckoned" />}
      {report !== null && <Figures report={report} onMoment={onMoment} />}
    </Dialog>
  );
};
