import type { Instance } from '@contract/instances.ts';
import { sharesWith } from '@contract/shared-places.ts';
import { apartWords, changeWords, conflictWords, openWords } from '@contract/stand-words.ts';
import type { Overlap } from '@contract/stands.ts';
import type { JSX } from 'react';
import { useView } from '../connection/use-project.ts';

/** So many others are named; where more meet, the merges have them all. */
const namedMost = 6;

type OverlapsProps = {
  readonly self: string;
  readonly overlaps: readonly Overlap[];
  onOpen(id: string): void;
};

/** Each of the others its work would conflict with, and in what. */
const Overlaps = ({ self, overlaps, onOpen }: OverlapsProps): JSX.Element => (
  <>
    {overlaps.slice(0, namedMost).map(({ id, other, files, count }) => {
      const whose = id === self ? other : id;
      return (
        <li key={whose}>
          would conflict with{' '}
          <button type="button" className="in-other ds-figures" onClick={() => onOpen(whose)}>
            {whose}
          </button>{' '}
          in {files[0]}
          {count > 1 && ` and ${count - 1} more`}
        </li>
      );
    })}
    {overlaps.length > namedMost && <li>and with {overlaps.length - namedMost} more</li>}
  </>
);

type BranchProps = {
  readonly instance: Instance;
  /** Shows another instance. */
  onOpen(id: string): void;
};

/** Its branch, and where that stands: what it has changed, how far it is from where it goes, what is in the way. */
export const BranchPart = ({ instance, onOpen }: BranchProps): JSX.Element | null => {
  const overlaps = useView((view) => view.overlaps);
  const owner = useView((view) => sharesWith(view.instances, instance));
  const { id, branch, stand } = instance;
  if (branch === null) return null;
  const its = overlaps.filter((one) => !one.over && (one.id === id || one.other === id));
  const figures =
    stand === null
      ? []
      : [changeWords(stand), stand.tip === null ? '' : `${apartWords(stand)} against ${stand.base}`];
  const plain = [...figures, openWords(instance)].filter((words) => words !== '');
  const alerts = (stand === null ? [] : [stand.trouble ?? '', conflictWords(stand)]).filter(
    (words) => words !== '',
  );
  return (
    <section className="in-section" aria-label="Branch">
      <h3 className="ds-section-title">Branch</h3>
      <p className="in-branch ds-figures">{branch}</p>
      {owner !== null && (
        <p className="ds-quiet">The worktree and branch of {owner}: it is merged with that.</p>
      )}
      {plain.length > 0 && (
        <ul className="in-stand ds-figures">
          {plain.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      )}
      {alerts.length + its.length > 0 && (
        <ul className="in-stand in-stand-alerts">
          {alerts.map((words) => (
            <li key={words}>{words}</li>
          ))}
          <Overlaps self={id} overlaps={its} onOpen={onOpen} />
        </ul>
      )}
    </section>
  );
};
