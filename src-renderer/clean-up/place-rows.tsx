import type { Cleanable } from '@contract/clean-up.ts';
import type { JSX } from 'react';
import { Check } from '../design/field.tsx';

/** Ignored files that a row names. */
const named = 4;

const whatGoes = ({ worktree, branch, kept, ignored }: Cleanable): string => {
  const things = [
    ...(worktree === null ? [] : ['worktree']),
    ...(branch === null ? [] : ['branch']),
    ...(kept === null ? [] : ['kept work']),
  ].join(' and ');
  if (ignored.length === 0) return things;
  const rest = ignored.length > named ? ', …' : '';
  return `${things}, with ${ignored.slice(0, named).join(', ')}${rest}`;
};

type PlaceProps = {
  readonly place: Cleanable;
  readonly checked: boolean;
  readonly disabled: boolean;
  onChange(checked: boolean): void;
};

export const PlaceRow = ({ place, checked, disabled, onChange }: PlaceProps): JSX.Element => (
  <li className="cu-row">
    <Check
      label={<span className="ds-figures">{place.name}</span>}
      checked={checked}
      disabled={disabled}
      onChange={onChange}
    />
    <span className="cu-words">
      <span className={place.kept === null ? '' : 'cu-lost'}>
        {place.savable ? 'in no other branch: its commits are kept first' : place.reason}
      </span>
      <span className="cu-note">{whatGoes(place)}</span>
    </span>
  </li>
);

type StayingProps = { readonly name: string; readonly reason: string };

export const StayingRow = ({ name, reason }: StayingProps): JSX.Element => (
  <li className="cu-row">
    <span className="ds-figures">{name}</span>
    <span className="cu-words">{reason}</span>
  </li>
);
