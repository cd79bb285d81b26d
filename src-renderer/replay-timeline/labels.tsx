import { ChevronDown, ChevronRight } from 'lucide-react';
import type { JSX } from 'react';
import { IconButton } from '../design/button.tsx';
import type { LaneRow } from './lane-rows.ts';
import { rowHeight, rowsInSight, stripHeight } from './scene.ts';

type LabelsProps = {
  readonly rows: readonly LaneRow[];
  readonly top: number;
  readonly height: number;
  readonly selectedId: string | null;
  onSelect(id: string): void;
  onFold(id: string): void;
};

type LabelProps = { readonly row: LaneRow } & Pick<LabelsProps, 'selectedId' | 'onSelect' | 'onFold'>;

/** Pixels by which each generation stands further in. */
const indent = 10;

const Label = ({ row, selectedId, onSelect, onFold }: LabelProps): JSX.Element => {
  const { lane, depth, isLeader, folded, hidden } = row;
  return (
    <li className="tl-label" style={{ height: rowHeight }} aria-current={lane.id === selectedId || undefined}>
      <span className="tl-fold" style={{ marginLeft: depth * indent }}>
        {isLeader && (
          <IconButton
            label={folded ? `Show the lanes below ${lane.id}` : `Fold the lanes below ${lane.id}`}
            aria-expanded={!folded}
            onClick={() => onFold(lane.id)}
          >
            {folded ? <ChevronRight size={12} /> : <ChevronDown size={12} />}
          </IconButton>
        )}
      </span>
      <button type="button" className="tl-name ds-figures" title={lane.id} onClick={() => onSelect(lane.id)}>
        {lane.id}
      </button>
      {hidden.length > 0 && <span className="tl-hidden">+{hidden.length}</span>}
    </li>
  );
};

/** Names of the lanes, each with what folds those below it. */
export const Labels = ({ rows, top, height, ...does }: LabelsProps): JSX.Element => {
  const { to } = rowsInSight({ rows, top, height });
  return (
    <div className="tl-labels">
      <div className="tl-strip-name" style={{ height: stripHeight }}>
        Whole run
      </div>
      <div className="tl-label-room">
        <ul aria-label="Lanes" style={{ transform: `translateY(${-top}px)` }} data-shown={to}>
          {rows.map((row) => (
            <Label key={row.lane.id} row={row} {...does} />
          ))}
        </ul>
      </div>
    </div>
  );
};
