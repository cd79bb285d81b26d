import type { Merge } from '@contract/merges.ts';
import type { JSX } from 'react';
import { useView } from '../connection/use-project.ts';

/** Others whose work is in the target already: with more, which of them changed these files is not seen from here. */
const mostOthers = 3;

/** What both sides were to do, as far as it is known: who resolves a conflict wants to keep both. */
export const Intents = ({ merge }: { readonly merge: Merge | undefined }): JSX.Element | null => {
  const instances = useView((view) => view.instances);
  const merges = useView((view) => view.merges);
  if (merge === undefined) return null;
  const others = merges
    .filter(({ target, state }) => target === merge.target && state === 'merged')
    .flatMap(({ of }) => (of === null || of === merge.of ? [] : [of]));
  const sides = [
    ...(others.length > mostOthers ? [] : [...new Set(others)].map((id) => ({ side: 'ours', id }))),
    ...(merge.of === null ? [] : [{ side: 'theirs', id: merge.of }]),
  ].flatMap(({ side, id }) => {
    const task = instances[id]?.task ?? '';
    return task === '' ? [] : [{ side, id, task }];
  });
  if (sides.length === 0) return null;
  return (
    <ul className="mr-intents" aria-label="What they were to do">
      {sides.map(({ side, id, task }) => (
        <li key={id} title={task}>
          <span className="ds-quiet">{side}</span> <span className="ds-figures">{id}</span> {task}
        </li>
      ))}
    </ul>
  );
};
