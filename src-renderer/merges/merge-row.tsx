import { isUnderWay, type Merge } from '@contract/merges.ts';
import type { JSX } from 'react';
import { useReadOnly } from '../connection/host-info.ts';
import { Badge } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { countWords, durationWords } from '../design/time-words.ts';
import { WhyButton } from '../design/why-button.tsx';
import type { MergeRow } from './merge-rows.ts';
import { MergeStateMark } from './merge-state.tsx';
import { TakeBack } from './take-back.tsx';

export type MergeDeeds = {
  onSelect(id: string): void;
  onCancel(merge: Merge): void;
  onRetry(merge: Merge): void;
  onUndo(merge: Merge): void;
  /** Opens what it conflicts in. */
  onResolve(merge: Merge): void;
};

type RowProps = {
  readonly row: MergeRow;
  readonly now: number;
  readonly selectedId: string | null;
} & MergeDeeds;

const short = (commit: string): string => commit.slice(0, 10);

const Acts = ({ merge, ...does }: { readonly merge: Merge } & MergeDeeds): JSX.Element | null => {
  const readOnly = useReadOnly();
  const { state, commit, id } = merge;
  const open = state === 'conflicted';
  const hasFailed = open || state === 'failed';
  if (readOnly)
    return hasFailed ? (
      <div className="mg-acts">
        <WhyButton subject={{ merge: id }} />
        {open && (
          <Button
            look="plain"
            aria-label={`Show the conflict of ${id}`}
            onClick={() => does.onResolve(merge)}
          >
            Show…
          </Button>
        )}
      </div>
    ) : null;
  const again = open || state === 'failed' || state === 'cancelled';
  return (
    <div className="mg-acts">
      {hasFailed && <WhyButton subject={{ merge: id }} />}
      {open && (
        <Button aria-label={`Resolve ${id}`} onClick={() => does.onResolve(merge)}>
          Resolve…
        </Button>
      )}
      <TakeBack merge={merge} look="plain" />
      {again && (
        <Button look="plain" aria-label={`Try ${id} again`} onClick={() => does.onRetry(merge)}>
          Retry
        </Button>
      )}
      {state === 'failed' && (
        <Button look="plain" aria-label={`Dismiss ${id}`} onClick={() => does.onCancel(merge)}>
          Dismiss
        </Button>
      )}
      {(open || (isUnderWay(merge) && state !== 'merging')) && (
        <Button look="plain" aria-label={`Cancel ${id}`} onClick={() => does.onCancel(merge)}>
          Cancel
        </Button>
      )}
      {state === 'merged' && commit !== null && (
        <Button look="plain" aria-label={`Take ${id} back`} onClick={() => does.onUndo(merge)}>
          Undo…
        </Button>
      )}
    </div>
  );
};

/** Why it is as it is, in one line. */
const Reason = ({ row: { merge, waitsFor } }: { readonly row: MergeRow }): JSX.Element | null => {
  const { state, commit, undone, reason } = merge;
  const as = state === 'merged' && commit !== null ? short(commit) : null;
  const notes = [
    ...(state === 'merged' && commit === null ? ['nothing new in it'] : []),
    ...(undone === null
      ? []
      : [undone.way === 'back' ? 'its target went back' : `reverted by ${short(undone.commit)}`]),
    // Its files are named below it.
    ...(reason === '' || state === 'conflicted' ? [] : [reason]),
    ...(waitsFor.length === 0
      ? []
      : [
          `waits for ${waitsFor
            .slice(0, 3)
            .map(({ id, of, source }) => `${id} (${of ?? source})`)
            .join(', ')}${waitsFor.length > 3 ? ` and ${waitsFor.length - 3} more` : ''}`,
        ]),
  ];
  if (merge.handed !== null && state === 'conflicted')
    notes.push(`${merge.handed.to} is to resolve it (${merge.handed.task})`);
  if (as === null && notes.length === 0) return null;
  return (
    <p className="mg-reason ds-quiet">
      {as !== null && (
        <>
          as <span className="ds-figures">{as}</span>
          {notes.length > 0 && ' · '}
        </>
      )}
      {notes.join(' · ')}
    </p>
  );
};

const Files = ({ merge: { files, conflicts } }: { readonly merge: Merge }): JSX.Element | null =>
  files.length === 0 ? null : (
    <ul className="mg-files ds-figures">
      {files.slice(0, 5).map(({ path, kind }) => (
        <li key={path}>
          <span>{path}</span>{' '}
          <span className="ds-quiet">{kind === 'content' ? 'both changed it' : kind}</span>
        </li>
      ))}
      {conflicts > 5 && <li className="ds-quiet">and {countWords(conflicts - 5, 'more file')}</li>}
    </ul>
  );

/** How the check went, with its output to be opened; a failure is open. */
const CheckPart = ({ merge: { check } }: { readonly merge: Merge }): JSX.Element | null => {
  if (check === null) return null;
  const passed = check.outcome === 'passed';
  return (
    <details className="mg-check" open={!passed}>
      <summary>
        <span className="ds-figures">{check.command}</span>{' '}
        <span className={passed ? 'ds-quiet' : 'mg-bad'}>
          {check.outcome.replace('-', ' ')} in {durationWords(check.ms)}
        </span>
      </summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key */}
      <pre className="ds-figures" tabIndex={0}>
        {check.output === '' ? 'It printed nothing.' : check.output}
      </pre>
    </details>
  );
};

/** One merge: what goes where, how it stands, and what can be done about it. */
export const MergeItem = ({ row, now, selectedId, ...does }: RowProps): JSX.Element => {
  const { merge } = row;
  const { of, source, target, state } = merge;
  return (
    <article
      className="mg-row"
      aria-label={merge.id}
      data-mine={(of !== null && of === selectedId) || undefined}
    >
      <div className="mg-words">
        <p className="mg-line">
          <MergeStateMark state={state} />
          {of === null ? (
            <span className="ds-figures">{source}</span>
          ) : (
            <button type="button" className="mg-name ds-figures" onClick={() => does.onSelect(of)}>
              {of}
            </button>
          )}
          <span className="ds-quiet">into</span>
          <span className="ds-figures mg-branch">{target}</span>
          {merge.strategy !== 'merge' && <Badge>{merge.strategy}</Badge>}
          <span className="ds-quiet ds-figures">{merge.id}</span>
        </p>
        <Reason row={row} />
        {state === 'conflicted' && <Files merge={merge} />}
        {(state === 'failed' || state === 'merged') && <CheckPart merge={merge} />}
      </div>
      <span className="ds-figures ds-quiet mg-since">{durationWords(now - merge.since)}</span>
      <Acts merge={merge} {...does} />
    </article>
  );
};
