import type { ShownBatch } from '@contract/parallel.ts';
import { ChevronDown, ChevronRight } from 'lucide-react';
import type { JSX } from 'react';
import { useReadOnly } from '../connection/host-info.ts';
import { useView } from '../connection/use-project.ts';
import { Badge } from '../design/badge.tsx';
import { partyWords } from '../design/party-words.ts';
import { countWords, durationWords } from '../design/time-words.ts';
import { countsWords, heldStarts } from './batch-rows.ts';
import { CancelBatch } from './cancel-batch.tsx';
import { Bar } from './plan-head.tsx';

type Props = {
  readonly batch: ShownBatch;
  readonly open: boolean;
  readonly now: number;
  onTurn(): void;
};

const termsWords = ({ by, parent, limit, profile, model, retries }: ShownBatch): string =>
  [
    `begun by ${partyWords(by)}`,
    ...(parent === null || parent === by ? [] : [`for ${parent}`]),
    `${limit} at a time`,
    model === null ? profile : `${profile}, ${model}`,
    retries === 0 ? 'no second try' : countWords(retries, 'more try', 'more tries'),
  ].join(' · ');

/** A batch in two lines: how far it is, and on what terms; what holds it up, where something does. */
export const BatchHead = ({ batch, open, now, onTurn }: Props): JSX.Element => {
  const held = useView((view) => heldStarts(Object.values(view.instances), batch));
  const readOnly = useReadOnly();
  const { id, state, counts, begunAt, endedAt, reason } = batch;
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <div className="tk-batch">
      <button type="button" className="tk-batch-turn" aria-expanded={open} onClick={onTurn}>
        <Chevron size={14} aria-hidden="true" />
        <span className="tk-batch-lines">
          <span className="tk-batch-line">
            <span className="tk-batch-id ds-figures">{id}</span>
            {state !== 'running' && <Badge>{state}</Badge>}
            <Bar progress={{ ...counts, percent: null }} />
            <span>{countsWords(batch)}</span>
            <span className="ds-figures ds-quiet tk-batch-time">
              {durationWords((endedAt ?? now) - begunAt)}
            </span>
          </span>
          <span className="tk-batch-note ds-quiet">
            {termsWords(batch)}
            {reason !== '' && ` · ${reason}`}
          </span>
          {held !== null && <span className="tk-batch-note">{held}</span>}
        </span>
      </button>
      {state === 'running' && !readOnly && <CancelBatch batch={batch} />}
    </div>
  );
};
