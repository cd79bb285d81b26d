import type { ConflictIntents } from '@contract/merge-conflicts.ts';
import type { JSX } from 'react';

/** What both sides were to do, as far as it is known: who resolves a conflict wants to keep both. */
export const ResolveIntents = ({ intents }: { readonly intents: ConflictIntents }): JSX.Element | null => {
  const sides = (['ours', 'theirs'] as const).flatMap((side) =>
    intents[side].flatMap(({ id, task }) => (task === '' ? [] : [{ side, id, task }])),
  );
  if (sides.length === 0) return null;
  return (
    <ul className="mr-intents" aria-label="What both sides were to do">
      {sides.map(({ side, id, task }) => (
        <li key={`${side} ${id}`} title={task}>
          <span className="ds-quiet">{side}</span> <span className="ds-figures">{id}</span> {task}
        </li>
      ))}
    </ul>
  );
};
