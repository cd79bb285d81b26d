import type { UsageDays } from '@contract/usage-days.ts';
import { type JSX, type ReactNode, useMemo, useState } from 'react';
import { useView } from '../connection/use-project.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Empty, ErrorState, Skeleton } from '../design/plain-states.tsx';
import { Select } from '../design/select.tsx';
import { DayChart } from './day-chart.tsx';
import { daysWithUse, instanceSums, type Measure, sameUse } from './usage-rows.ts';
import { DayTable, InstanceTable } from './usage-tables.tsx';
import { useUsageDays } from './use-usage-days.ts';
import './usage.css';

const spans = [7, 14, 30, 90].map((days) => ({ value: String(days), label: `${days} days` }));
const measures = [
  { value: 'tokens', label: 'Tokens' },
  { value: 'cost', label: 'Cost' },
];

const pricesWords = ({ prices: { shipped, own } }: UsageDays): string =>
  own === null
    ? `the table of prices of ${shipped}`
    : `your table of prices of ${own}, and else by the one of ${shipped} that comes with Tutti`;

const Scrolling = ({
  label,
  children,
}: {
  readonly label: string;
  readonly children: ReactNode;
}): JSX.Element => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
  <section className="us-scroll" aria-label={label} tabIndex={0}>
    {children}
  </section>
);

type ByDayProps = { readonly usage: UsageDays; readonly measure: Measure };

const ByDay = ({ usage, measure }: ByDayProps): JSX.Element => {
  const used = daysWithUse(usage.days);
  if (used.length === 0)
    return (
      <Empty title={`No tokens were told in these ${usage.days.length} days`}>
        They come from the agents themselves: from their transcripts and hooks, with their first answer.
      </Empty>
    );
  return (
    <>
      <DayChart days={usage.days} measure={measure} />
      <Scrolling label="Days">
        <DayTable days={used} />
      </Scrolling>
    </>
  );
};

type ByInstanceProps = {
  /** Says so where nothing was used. */
  readonly empty: boolean;
  onOpen(id: string): void;
};

/** Every instance of the run with the sums of its subtree. */
const ByInstance = ({ empty, onOpen }: ByInstanceProps): JSX.Element | null => {
  const instances = useView((view) => view.instances, sameUse);
  const number = useView((view) => view.run?.run);
  const sums = useMemo(() => instanceSums(instances), [instances]);
  if (number === undefined || sums.every(({ whole }) => whole.conversations === 0))
    return empty ? <Empty title="No tokens had been told yet">They come from the agents.</Empty> : null;
  return (
    <section className="us-part" aria-label="By instance">
      <h3 className="ds-section-title">Run {number}, by instance</h3>
      <Scrolling label="Instances">
        <InstanceTable sums={sums} onOpen={onOpen} />
      </Scrolling>
    </section>
  );
};

/** What all runs of the project used, day by day. */
const Days = ({ children }: { readonly children: ReactNode }): JSX.Element => {
  const [days, setDays] = useState(14);
  const [measure, setMeasure] = useState<Measure>('tokens');
  const { usage, error, again } = useUsageDays(days);
  return (
    <>
      <section className="us-part" aria-label="By day">
        <div className="us-head">
          <h3 className="ds-section-title">By day, all runs of this project</h3>
          <Select
            label="What the bars show"
            value={measure}
            options={measures}
            onChange={(value) => setMeasure(value === 'cost' ? 'cost' : 'tokens')}
          />
          <Select
            label="Days"
            value={String(days)}
            options={spans}
            onChange={(value) => setDays(Number(value))}
          />
        </div>
        {error !== null && <ErrorState error={error} action={<Button onClick={again}>Try again</Button>} />}
        {usage === null && error === null && <Skeleton rows={6} label="The log is being added up" />}
        {usage !== null && <ByDay usage={usage} measure={measure} />}
      </section>
      {children}
      {usage?.days.some(({ conversations }) => conversations > 0) === true && (
        <p className="us-note ds-field-note">
          ~ is a cost that was reckoned by {pricesWords(usage)}; others were told by the agents. Bars and
          budgets leave out tokens read from a cache. Days are those of {usage.zone}.
        </p>
      )}
    </>
  );
};

type UsageDialogProps = {
  /** Only what this run used: a recording has no other. */
  readonly oneRun?: boolean;
  onClose(): void;
  onOpen(id: string): void;
};

/** Tokens and cost by day over all runs, and by instance of this one. Mounted while it is open. */
export const UsageDialog = ({ oneRun = false, onClose, onOpen }: UsageDialogProps): JSX.Element => (
  <Dialog
    open
    wide
    onOpenChange={(open) => !open && onClose()}
    title="Usage"
    foot={<Button onClick={onClose}>Close</Button>}
  >
    {oneRun ? (
      <ByInstance onOpen={onOpen} empty />
    ) : (
      <Days>
        <ByInstance onOpen={onOpen} empty={false} />
      </Days>
    )}
  </Dialog>
);
