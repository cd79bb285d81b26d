import type { ConflictIntents } from '@contract/merge-conflicts.ts';
import type { JSX } from 'react';
import type { SideNames } from './resolve-hunks.tsx';

type SideProps = {
  readonly name: string;
  readonly side: ConflictIntents['ours'];
};

const Side = ({ name, side }: SideProps): JSX.Element => (
  <div className="mr-intent">
    <p className="mr-side-name ds-quiet">{name}</p>
    {side.length === 0 && <p className="ds-quiet">Nobody’s that is known.</p>}
    {side.map(({ id, task }) => (
      <p key={id}>
        <span className="ds-figures">{id}</span> {task === '' ? 'has no task that is known' : task}
      </p>
    ))}
  </div>
);

type IntentsProps = { readonly intents: ConflictIntents; readonly names: SideNames };

/** What both sides were to do, which is to be kept of each. */
export const ResolveIntents = ({ intents, names }: IntentsProps): JSX.Element | null =>
  intents.ours.length + intents.theirs.length === 0 ? null : (
    <details className="mr-intents">
      <summary className="ds-quiet">What both sides were to do</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key */}
      <div className="mr-intent-sides" tabIndex={0} role="group" aria-label="What both sides were to do">
        <Side name={`ours: ${names.ours}`} side={intents.ours} />
        <Side name={`theirs: ${names.theirs}`} side={intents.theirs} />
      </div>
    </details>
  );
