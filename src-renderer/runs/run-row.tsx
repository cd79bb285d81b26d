import { sizeWords } from '@contract/size-words.ts';
import { lengthWords } from '@contract/time-words.ts';
import { Lock, LockOpen, Play, Trash2 } from 'lucide-react';
import type { JSX, ReactNode } from 'react';
import { Badge } from '../design/badge.tsx';
import { IconButton } from '../design/button.tsx';
import { countWords, momentWords } from '../design/time-words.ts';
import { missingWords, outcomeWords, type RunRow } from './run-rows.ts';

type RunRowProps = {
  readonly row: RunRow;
  readonly now: number;
  readonly readOnly: boolean;
  /** What else can be done with it. */
  readonly actions: ReactNode;
  onReplay(): void;
  onProtect(on: boolean): void;
  onRemove(): void;
};

const What = ({ row, now }: Pick<RunRowProps, 'row' | 'now'>): JSX.Element => (
  <>
    <span className="rn-line">
      <span className="ds-figures rn-number">run {row.run}</span>
      <span className="rn-title">{row.title}</span>
      {row.endedAt === null && <Badge tone="accent">goes on</Badge>}
    </span>
    <span className="rn-line ds-quiet">
      <time>{momentWords(row.begunAt, now)}</time>
      <span>took {lengthWords(row.ms)}</span>
      <span>{countWords(row.instances, 'instance')}</span>
      <span>{outcomeWords(row)}</span>
      {row.recording === null && <span>{missingWords(row)}</span>}
    </span>
  </>
);

const Recorded = (props: RunRowProps & { readonly bytes: number }): JSX.Element => {
  const { row, bytes, readOnly, onProtect, onRemove, onReplay } = props;
  const isProtected = row.recording?.protected === true;
  const stays = row.endedAt === null || isProtected;
  return (
    <>
      <span className="ds-figures ds-quiet rn-size">{sizeWords(bytes)}</span>
      <IconButton
        label={isProtected ? `Protected: unprotect run ${row.run}` : `Protect run ${row.run}`}
        aria-pressed={isProtected}
        className={isProtected ? 'rn-protected' : ''}
        disabled={readOnly}
        onClick={() => onProtect(!isProtected)}
      >
        {isProtected ? <Lock size={16} /> : <LockOpen size={16} />}
      </IconButton>
      <IconButton label={`Replay run ${row.run}`} shortcut="Enter" onClick={onReplay}>
        <Play size={16} />
      </IconButton>
      {!readOnly && (
        <IconButton label={`Remove the recording of run ${row.run}…`} disabled={stays} onClick={onRemove}>
          <Trash2 size={16} />
        </IconButton>
      )}
    </>
  );
};

/** A run in a list of them. Enter and a click replay it. */
export const RunLineRow = (props: RunRowProps): JSX.Element => {
  const { row, now, actions, onReplay } = props;
  return (
    <div className="rn-row">
      {row.recording === null ? (
        <div className="rn-what">
          <What row={row} now={now} />
        </div>
      ) : (
        <button
          type="button"
          className="rn-what rn-play"
          data-run={row.run}
          aria-label={`Replay run ${row.run} ${row.title}`}
          onClick={onReplay}
        >
          <What row={row} now={now} />
        </button>
      )}
      <div className="rn-acts">
        {actions}
        {row.recording !== null && <Recorded {...props} bytes={row.recording.bytes} />}
      </div>
    </div>
  );
};
