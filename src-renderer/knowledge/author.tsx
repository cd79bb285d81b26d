import type { Party } from '@contract/ids.ts';
import type { JSX } from 'react';
import { useView } from '../connection/use-project.ts';
import { StateMark } from '../design/state-marks.tsx';

type AuthorProps = { readonly id: Party; onSelect(id: string): void };

/** Who said it; one of this run can be selected. */
export const Author = ({ id, onSelect }: AuthorProps): JSX.Element => {
  const state = useView((view) => view.instances[id]?.state);
  if (id === 'person') return <span>you</span>;
  if (state === undefined) return <span className="ds-figures">{id}</span>;
  return (
    <button type="button" className="kn-name ds-figures" onClick={() => onSelect(id)}>
      <StateMark state={state} size={12} />
      {id}
    </button>
  );
};
