import { shownTask } from '@contract/shown-task.ts';
import { type JSX, useMemo } from 'react';
import { useView } from '../connection/use-project.ts';
import { ModeMark } from '../design/mode-mark.tsx';
import { StateMark } from '../design/state-marks.tsx';
import { instanceRows } from './instance-rows.ts';
import './phone-window.css';

type InstanceListProps = { readonly selectedId: string | null; onOpen(id: string): void };

/** The tree as a list, for where there is no room to draw it. */
export const InstanceList = ({ selectedId, onOpen }: InstanceListProps): JSX.Element => {
  const instances = useView((view) => view.instances);
  const rows = useMemo(() => instanceRows(instances), [instances]);
  return (
    <ul className="il">
      {rows.map(({ instance, depth }) => (
        <li key={instance.id}>
          <button
            type="button"
            aria-current={instance.id === selectedId}
            style={{ paddingLeft: 12 + depth * 16 }}
            onClick={() => onOpen(instance.id)}
          >
            <StateMark state={instance.state} />
            <span className="ds-figures">{instance.id}</span>
            <ModeMark instance={instance} short />
            <span className="il-task ds-quiet">{shownTask(instance)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
};
