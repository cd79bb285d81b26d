import type { Instance } from '@contract/instances.ts';
import { sharesWith } from '@contract/shared-places.ts';
import { apartWords, changeWords, conflictWords, openWords } from '@contract/stand-words.ts';
import type { Overlap } from '@contract/stands.ts';
import type { JSX } from 'react';
import { useView } from '../connection/use-project.ts';

const overlapWords = ({ id, other, files, count }: Overlap, self: string): string => {
  const rest = count > 1 ? ` and ${count - 1} more` : '';
  return `would conflict with ${id === self ? other : id} in ${files[0] ?? ''}${rest}`;
};

/** Its branch, and where that stands: what it has changed, how far it is from where it goes, what is in the way. */
export const BranchPart = ({ instance }: { readonly instance: Instance }): JSX.Element | null => {
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
  const alerts = [
    ...(stand === null ? [] : [stand.trouble ?? '', conflictWords(stand)]),
    ...its.map((one) => overlapWords(one, id)),
  ].filter((words) => words !== '');
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
      {alerts.length > 0 && (
        <ul className="in-stand in-stand-alerts">
          {alerts.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      )}
    </section>
  );
};
