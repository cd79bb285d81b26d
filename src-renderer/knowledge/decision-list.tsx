import type { Decision } from '@contract/knowledge.ts';
import { type JSX, useState } from 'react';
import { useFresh } from '../connection/use-fresh.ts';
import { Check } from '../design/field.tsx';
import { Empty, ErrorState, Skeleton } from '../design/plain-states.tsx';
import { momentWords } from '../design/time-words.ts';
import { useNow } from '../design/use-now.ts';
import { VirtualList } from '../design/virtual-list.tsx';
import { Author } from './author.tsx';

/** As many as one call answers with. */
const most = 500;
/** Pixels: a title, two lines of why, and who. */
const usualHeight = 96;

type Choosing = { onSelect(id: string): void };

const Row = ({
  decision,
  now,
  onSelect,
}: Choosing & { readonly decision: Decision; readonly now: number }) => (
  <article
    className="kn-decision"
    data-decision={decision.id}
    data-replaced={decision.replacedBy !== null || undefined}
  >
    <h3>{decision.title}</h3>
    <p className="kn-why">{decision.text}</p>
    {decision.paths.length > 0 && <p className="kn-paths ds-figures ds-quiet">{decision.paths.join(' ')}</p>}
    <p className="kn-by ds-quiet">
      <span className="ds-figures">{decision.id}</span>
      <Author id={decision.author} onSelect={onSelect} />
      <time dateTime={new Date(decision.at).toISOString()}>{momentWords(decision.at, now)}</time>
      {decision.replaces !== null && <span>replaces {decision.replaces}</span>}
      {decision.replacedBy !== null && <span>replaced by {decision.replacedBy}</span>}
    </p>
  </article>
);

/** What was settled: what, why, by whom and when; the newest first. */
export const DecisionList = ({ onSelect }: Choosing): JSX.Element => {
  const [all, setAll] = useState(false);
  const now = useNow(60_000);
  const { value, error } = useFresh(
    'decisions.list',
    { all, limit: most },
    ({ kind }) => kind === 'decision.recorded',
  );
  return (
    <>
      <div className="kn-bar">
        <Check label="Also those that were replaced" checked={all} onChange={setAll} />
        {value !== null && <span className="kn-count ds-quiet ds-figures">{value.length}</span>}
      </div>
      {error !== null && (
        <div className="kn-trouble">
          <ErrorState error={error} />
        </div>
      )}
      {value === null && error === null && <Skeleton label="Decisions are being read" />}
      {value?.length === 0 && (
        <Empty title="Nothing is decided yet">
          What agents settle, with its reason, stands here for all who come later. To decide something
          yourself: <code className="ds-figures">tutti decisions --add TITLE --because WHY</code>
        </Empty>
      )}
      {value !== null && value.length > 0 && (
        <VirtualList label="Decisions" items={value} size={usualHeight} keyOf={({ id }) => id}>
          {(decision) => <Row decision={decision} now={now} onSelect={onSelect} />}
        </VirtualList>
      )}
    </>
  );
};
