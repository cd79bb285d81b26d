import { Plus } from 'lucide-react';
import type { JSX } from 'react';
import { useReadOnly } from '../connection/host-info.ts';
import { useView } from '../connection/use-project.ts';
import { Button, IconButton } from '../design/button.tsx';
import { Empty } from '../design/plain-states.tsx';
import { InstanceList } from './instance-list.tsx';
import type { Shell } from './use-shell.ts';

/** The hierarchy, or the one thing to do while there is none. */
export const HierarchyRoom = ({ shell }: { readonly shell: Shell }): JSX.Element => {
  const readOnly = useReadOnly();
  const empty = useView((view) => Object.keys(view.instances).length === 0);
  const spawn = (): void => shell.showDialog('spawn');
  return (
    <section className="pw-room" aria-label="Hierarchy" data-focus-panel tabIndex={-1}>
      <div className="pw-room-title">
        <h2 className="ds-section-title">Hierarchy</h2>
        {!readOnly && (
          <IconButton label="New instance" shortcut="n" onClick={spawn}>
            <Plus size={16} />
          </IconButton>
        )}
      </div>
      {empty ? (
        <Empty
          title="Nobody works here yet"
          action={
            !readOnly && (
              <Button look="main" onClick={spawn}>
                New instance…
              </Button>
            )
          }
        >
          Start an executive with a task; it plans the work and starts managers for it.
        </Empty>
      ) : (
        <InstanceList selectedId={shell.state.selectedId} onOpen={shell.open} />
      )}
    </section>
  );
};
