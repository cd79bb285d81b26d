import type { JSX } from 'react';
import { useView } from '../connection/use-project.ts';
import { Empty } from '../design/plain-states.tsx';
import { WorkReview } from './work-review.tsx';
import './review.css';

/** The work of whoever is selected; of nobody, that of the first executive, which is the whole run’s. */
type ReviewRoomProps = { readonly selectedId: string | null; onPublish(id: string): void };

export const ReviewRoom = ({ selectedId, onPublish }: ReviewRoomProps): JSX.Element => {
  const id = useView((view) => {
    const all = Object.values(view.instances);
    const first = all.find(({ role, branch }) => role === 'executive' && branch !== null);
    return (selectedId === null ? first : view.instances[selectedId])?.id ?? null;
  });
  const branch = useView((view) => (id === null ? null : (view.instances[id]?.branch ?? null)));
  if (id === null)
    return (
      <Empty title="There is no work to review yet">
        What an instance commits on its branch is shown here, file by file.
      </Empty>
    );
  if (branch === null)
    return <Empty title={`${id} works in your own checkout`}>Look at what it does there with git.</Empty>;
  return <WorkReview key={id} id={id} onPublish={() => onPublish(id)} />;
};
