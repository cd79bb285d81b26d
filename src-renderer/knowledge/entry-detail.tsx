import type { Knowledge } from '@contract/knowledge.ts';
import { Copy, X } from 'lucide-react';
import { Fragment, type JSX } from 'react';
import { useFresh } from '../connection/use-fresh.ts';
import { IconButton } from '../design/button.tsx';
import { copyText } from '../design/clipboard.ts';
import { ErrorState, Skeleton } from '../design/plain-states.tsx';
import { momentWords } from '../design/time-words.ts';
import { useNow } from '../design/use-now.ts';
import { Author } from './author.tsx';

/** Versions of a key that are shown: whoever wants the hundredth asks on the command line. */
const versionsShown = 100;

type DetailProps = {
  readonly id: string;
  onClose(): void;
  onSelect(id: string): void;
  onUnder(namespace: string): void;
};

const Path = ({ id, onUnder }: Pick<DetailProps, 'id' | 'onUnder'>): JSX.Element => {
  const names = id.split('/');
  return (
    <h2 className="kn-path ds-figures">
      {names.slice(0, -1).map((name, at) => {
        const under = names.slice(0, at + 1).join('/');
        return (
          <Fragment key={under}>
            <button
              type="button"
              className="kn-name"
              title={`All under ${under}`}
              onClick={() => onUnder(under)}
            >
              {name}
            </button>
            <span className="ds-quiet">/</span>
          </Fragment>
        );
      })}
      <span>{names.at(-1)}</span>
    </h2>
  );
};

type VersionProps = Pick<DetailProps, 'onSelect'> & { readonly entry: Knowledge; readonly now: number };

const ByLine = ({ entry, now, onSelect }: VersionProps): JSX.Element => (
  <p className="kn-by ds-quiet">
    <span className="ds-figures">v{entry.version}</span>
    <Author id={entry.author} onSelect={onSelect} />
    <time dateTime={new Date(entry.at).toISOString()}>{momentWords(entry.at, now)}</time>
    {entry.run !== null && <span>run {entry.run}</span>}
  </p>
);

const Value = ({ entry }: { readonly entry: Knowledge }): JSX.Element =>
  entry.value === null ? <p className="ds-quiet">forgotten</p> : <p className="kn-value">{entry.value}</p>;

/** One key: its whole value, who recorded it and when, and what it was before. */
export const EntryDetail = ({ id, onClose, onSelect, onUnder }: DetailProps): JSX.Element => {
  const { value, error } = useFresh(
    'knowledge.get',
    { key: id, history: true, limit: versionsShown },
    (event) =>
      (event.kind === 'knowledge.recorded' || event.kind === 'knowledge.forgotten') && event.data.key === id,
  );
  const now = useNow(60_000);
  const [latest, ...before] = value?.entries ?? [];
  return (
    <section className="kn-detail" aria-label={`Known as ${id}`}>
      <div className="kn-detail-head">
        <Path id={id} onUnder={onUnder} />
        {latest !== undefined && latest.value !== null && (
          <IconButton label="Copy the value" onClick={() => void copyText(latest.value ?? '')}>
            <Copy size={14} />
          </IconButton>
        )}
        <IconButton label="Close" onClick={onClose}>
          <X size={16} />
        </IconButton>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key */}
      <section className="kn-detail-body" tabIndex={0} aria-label="Value and history">
        {error !== null && <ErrorState error={error} />}
        {value === null && error === null && <Skeleton label="The value is being read" rows={3} />}
        {latest !== undefined && (
          <>
            <ByLine entry={latest} now={now} onSelect={onSelect} />
            <Value entry={latest} />
          </>
        )}
        {before.length > 0 && (
          <>
            <h3 className="ds-section-title">Before</h3>
            <ol className="kn-history">
              {before.map((entry) => (
                <li key={entry.version}>
                  <ByLine entry={entry} now={now} onSelect={onSelect} />
                  <Value entry={entry} />
                </li>
              ))}
            </ol>
          </>
        )}
      </section>
    </section>
  );
};
