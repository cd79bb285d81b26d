import { type JSX, useEffect, useRef, useState } from 'react';
import { Button } from '../design/button.tsx';
import { Input } from '../design/field.tsx';
import { Empty, ErrorState, Skeleton } from '../design/plain-states.tsx';
import { Select } from '../design/select.tsx';
import { countWords } from '../design/time-words.ts';
import { useEscape } from '../design/use-escape.ts';
import { DecisionList } from './decision-list.tsx';
import { DependencyList } from './dependency-list.tsx';
import { EntryDetail } from './entry-detail.tsx';
import { EntryList } from './entry-list.tsx';
import { namespacesOf } from './fold-knowledge.ts';
import { useIsWide } from './use-is-wide.ts';
import { type KnowledgeList, type Search, useKnowledge } from './use-knowledge.ts';
import './knowledge.css';

const sides = ['knowledge', 'decisions', 'dependencies'] as const;
type Side = (typeof sides)[number];
const sideTitles: Record<Side, string> = {
  knowledge: 'Knowledge',
  decisions: 'Decisions',
  dependencies: 'Open dependencies',
};

/** A select can't hold an empty value. */
const anywhere = ' any';

/** Namespaces that were seen so far, those of other searches too. */
const useNamespaces = ({ known }: KnowledgeList): readonly string[] => {
  const [seen, setSeen] = useState<readonly string[]>([]);
  useEffect(() => {
    const found = namespacesOf(known?.entries.map(({ key }) => key) ?? []);
    setSeen((before) => {
      const all = [...new Set([...before, ...found])].sort();
      return all.length === before.length ? before : all;
    });
  }, [known]);
  return seen;
};

type BarProps = { readonly search: Search; readonly list: KnowledgeList; onSearch(search: Search): void };

const Bar = ({ search, list, onSearch }: BarProps): JSX.Element => {
  const seen = useNamespaces(list);
  const spaces = search.under === '' || seen.includes(search.under) ? seen : [search.under, ...seen];
  return (
    <div className="kn-bar">
      <Input
        placeholder="Search keys and values"
        aria-label="Search what is known"
        value={search.words}
        onChange={(event) => onSearch({ ...search, words: event.target.value })}
      />
      {spaces.length > 0 && (
        <Select
          label="Namespace"
          value={search.under || anywhere}
          options={[
            { value: anywhere, label: 'Any namespace' },
            ...spaces.map((value) => ({ value, label: `${value}/` })),
          ]}
          onChange={(under) => onSearch({ ...search, under: under === anywhere ? '' : under })}
        />
      )}
      {list.known !== null && (
        <span className="kn-count ds-quiet ds-figures">{countWords(list.known.total, 'key')}</span>
      )}
    </div>
  );
};

type BodyProps = {
  readonly search: Search;
  readonly list: KnowledgeList;
  readonly openKey: string | null;
  onOpen(key: string): void;
  onClear(): void;
};

const Body = ({ search, list, openKey, onOpen, onClear }: BodyProps): JSX.Element => {
  const { known, error, more, reload } = list;
  if (error !== null)
    return (
      <div className="kn-trouble">
        <ErrorState error={error} action={<Button onClick={reload}>Try again</Button>} />
      </div>
    );
  if (known === null) return <Skeleton label="What is known is being read" rows={8} />;
  if (known.entries.length > 0)
    return <EntryList known={known} openKey={openKey} onOpen={onOpen} onMore={more} />;
  return search.words.trim() === '' && search.under === '' ? (
    <Empty title="Nothing is known yet">
      What agents find out and others need stands here, over all runs. To record something yourself:{' '}
      <code className="ds-figures">tutti knowledge KEY --set VALUE</code>
    </Empty>
  ) : (
    <Empty title="No key matches" action={<Button onClick={onClear}>Clear the search</Button>}>
      Words are found by their beginnings, in keys and values.
    </Empty>
  );
};

type SwitchProps = { readonly of: readonly Side[]; readonly side: Side; onSide(side: Side): void };

const SideSwitch = ({ of, side, onSide }: SwitchProps): JSX.Element => (
  <div className="kn-head">
    <fieldset className="kn-sides" aria-label="What is shown">
      {of.map((each) => (
        <button key={each} type="button" aria-pressed={side === each} onClick={() => onSide(each)}>
          {sideTitles[each]}
        </button>
      ))}
    </fieldset>
  </div>
);

/** Pixels of room that two columns need. */
const twoColumns = 600;

type KnowledgeRoomProps = { onSelect(id: string): void; onTask(id: string): void };

/** What the project knows and has decided, and what work waits for other work: side by side where there is room. */
export const KnowledgeRoom = ({ onSelect, onTask }: KnowledgeRoomProps): JSX.Element => {
  const root = useRef<HTMLDivElement>(null);
  const wide = useIsWide(root, twoColumns);
  const [chosen, setSide] = useState<Side>('knowledge');
  const [search, setSearch] = useState<Search>({ words: '', under: '' });
  const [openKey, setOpenKey] = useState<string | null>(null);
  const list = useKnowledge({ words: search.words.trim(), under: search.under });
  const side = wide && chosen === 'knowledge' ? 'decisions' : chosen;
  const close = (): void => {
    if (openKey === null) return;
    setOpenKey(null);
    root.current?.querySelector<HTMLElement>(`.kn-row[data-key="${CSS.escape(openKey)}"]`)?.focus();
  };
  useEscape(root, openKey !== null, close);
  const switchOf = (of: readonly Side[]): JSX.Element => <SideSwitch of={of} side={side} onSide={setSide} />;
  const known = (
    <section className="kn-side kn-known" aria-label="Knowledge">
      <Bar search={search} list={list} onSearch={setSearch} />
      <Body
        search={search}
        list={list}
        openKey={openKey}
        onOpen={setOpenKey}
        onClear={() => setSearch({ words: '', under: '' })}
      />
    </section>
  );
  const beside = (
    <section className="kn-side kn-beside" aria-label={sideTitles[side]}>
      {wide && switchOf(['decisions', 'dependencies'])}
      {side === 'dependencies' ? (
        <DependencyList onTask={onTask} onSelect={onSelect} />
      ) : (
        <DecisionList onSelect={onSelect} />
      )}
    </section>
  );
  return (
    <div ref={root} className="kn" data-wide={wide || undefined}>
      {!wide && switchOf(sides)}
      {(wide || side === 'knowledge') && known}
      {(wide || side !== 'knowledge') && beside}
      {openKey !== null && (
        <EntryDetail
          key={openKey}
          id={openKey}
          onClose={close}
          onSelect={onSelect}
          onUnder={(under) => {
            setSearch({ words: '', under });
            if (!wide) setOpenKey(null);
          }}
        />
      )}
    </div>
  );
};
