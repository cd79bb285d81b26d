import type { ConflictIntents } from '@contract/merge-conflicts.ts';
import { shownTask } from '@contract/shown-task.ts';
import type { JSX } from 'react';
import { useView } from '../connection/use-project.ts';

/** What both sides were to do, as far as it is known: who resolves a conflict wants to keep both. */
export const ResolveIntents = ({ intents }: { readonly intents: ConflictIntents }): JSX.Element | null => {
  const instances = useView((view) => view.instances);
  const sides = (['ours', 'theirs'] as const).flatMap((side) =>
    intents[side].flatMap(({ id, task }) => {
      const words = shownTask({ task, scripted: instances[id]?.scripted ?? false });
      return words === '' ? [] : [{ side, id, words }];
    }),
  );
  if (sides.length === 0) return null;
  return (
    <ul className="mr-intents" aria-label="What both sides were to do">
      {sides.map(({ side, id, words }) => (
        <li key={`${side} ${id}`} title={words}>
          <span className="ds-quiet">{side}</span> <span className="ds-figures">{id}</span>{' '}
          <span className="mr-intent">{words}</span>
        </li>
      ))}
    </ul>
  );
};
