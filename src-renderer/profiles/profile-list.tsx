import type { ProfileEntry } from '@contract/profiles.ts';
import { CircleAlert } from 'lucide-react';
import { type JSX, useEffect, useRef, useState } from 'react';
import { ScriptedBadge } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { Input } from '../design/field.tsx';
import { keyOf, matches, sources, troubleOf } from './profile-words.ts';

type RowProps = {
  readonly entry: ProfileEntry;
  readonly selected: boolean;
  readonly changed: boolean;
  onSelect(): void;
};

const Row = ({ entry, selected, changed, onSelect }: RowProps): JSX.Element => {
  const trouble = troubleOf(entry);
  return (
    <li>
      <button type="button" className="pr-row" aria-current={selected} onClick={onSelect}>
        <span className="pr-row-title">
          {entry.title}
          {changed && <span className="pr-dot" role="img" aria-label="has unsaved changes" />}
        </span>
        <span className="pr-row-about">
          <span className="ds-figures ds-quiet">{entry.name}</span>
          {entry.scripted && <ScriptedBadge />}
          {trouble !== null && (
            <span className={entry.problem === null ? 'ds-quiet' : 'pr-row-wrong'}>
              {entry.problem !== null && <CircleAlert size={12} aria-hidden="true" />}
              {trouble}
            </span>
          )}
        </span>
      </button>
    </li>
  );
};

/** Up and down walk the rows, as in any list. */
const walk = (event: React.KeyboardEvent<HTMLElement>): void => {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('.pr-row')];
  const { activeElement } = document;
  const at = activeElement instanceof HTMLElement ? rows.indexOf(activeElement) : -1;
  const next = rows[event.key === 'ArrowDown' ? at + 1 : at - 1];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
};

type ProfileListProps = {
  readonly entries: readonly ProfileEntry[];
  readonly selected: string | null;
  /** The selected one has changes that are not saved. */
  readonly changed: boolean;
  readonly readOnly: boolean;
  onSelect(entry: ProfileEntry): void;
  onNew(): void;
};

/** Every profile, by whose it is. */
export const ProfileList = ({
  entries,
  selected,
  changed,
  readOnly,
  onSelect,
  onNew,
}: ProfileListProps): JSX.Element => {
  const [wanted, setWanted] = useState('');
  const find = useRef<HTMLInputElement>(null);
  // The dialog opened before there was anything to begin with.
  useEffect(() => find.current?.focus(), []);
  const found = entries
    .filter((entry) => matches(entry, wanted))
    .toSorted((a, b) => a.title.localeCompare(b.title));
  const own = entries.some(({ source }) => source === 'person');
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the rows inside are what is focused and pressed
    <div className="pr-list" onKeyDown={walk}>
      <div className="pr-list-head">
        <Input
          ref={find}
          aria-label="Find a profile"
          placeholder={`Find in ${entries.length}`}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
        {!readOnly && <Button onClick={onNew}>New…</Button>}
      </div>
      <nav className="pr-rows" aria-label="Profiles">
        {found.length === 0 && <p className="pr-none">None is called so.</p>}
        {sources.map(({ source, title }) => {
          const rows = found.filter((entry) => entry.source === source);
          const none = source === 'person' && !own && wanted === '';
          if (rows.length === 0 && !none) return null;
          return (
            <section key={source} aria-label={title}>
              <h3 className="ds-section-title">{title}</h3>
              {none && (
                <p className="pr-none">
                  None yet. Make your own copy of one below, and change what you want.
                </p>
              )}
              <ul>
                {rows.map((entry) => (
                  <Row
                    key={keyOf(entry)}
                    entry={entry}
                    selected={keyOf(entry) === selected}
                    changed={changed && keyOf(entry) === selected}
                    onSelect={() => onSelect(entry)}
                  />
                ))}
              </ul>
            </section>
          );
        })}
      </nav>
    </div>
  );
};
