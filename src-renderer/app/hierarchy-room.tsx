import { Plus } from 'lucide-react';
import { type JSX, useState } from 'react';
import { useReadOnly } from '../connection/host-info.ts';
import { useView } from '../connection/use-project.ts';
import { Button, IconButton } from '../design/button.tsx';
import { Empty } from '../design/plain-states.tsx';
import { HierarchyGraph } from '../hierarchy-graph/index.tsx';
import { focusTerminal } from '../terminal-panes/index.tsx';
import type { Command } from './commands.ts';
import { InstanceMenu, type MenuPlace } from './instance-menu.tsx';
import type { Shell } from './use-shell.ts';

type HierarchyRoomProps = {
  readonly shell: Shell;
  readonly commands: readonly Command[];
  readonly mac: boolean;
};

const NobodyYet = ({ onBegin }: { readonly onBegin: (() => void) | null }): JSX.Element => (
  <Empty
    title="Nobody works here yet"
    action={
      onBegin !== null && (
        <Button look="main" onClick={onBegin}>
          New run…
        </Button>
      )
    }
  >
    Say what is to be done: an executive plans the work, or takes a template’s plan, and starts managers for
    it.
  </Empty>
);

/** The hierarchy, or the one thing to do while there is none. */
export const HierarchyRoom = ({ shell, commands, mac }: HierarchyRoomProps): JSX.Element => {
  const readOnly = useReadOnly();
  const view = useView((view) => view);
  const [menu, setMenu] = useState<MenuPlace | null>(null);
  const spawn = (): void => shell.showDialog('spawn');
  const empty = Object.keys(view.instances).length === 0;
  return (
    <div className="pw-room" data-focus-panel tabIndex={-1}>
      <div className="pw-room-title">
        <h2 className="ds-section-title">Hierarchy</h2>
        {!readOnly && (
          <IconButton label="New instance" shortcut="n" onClick={spawn}>
            <Plus size={16} />
          </IconButton>
        )}
      </div>
      <div className="pw-room-body">
        {empty ? (
          <NobodyYet onBegin={readOnly ? null : () => shell.showDialog('new-run')} />
        ) : (
          <HierarchyGraph
            view={view}
            selectedId={shell.state.selectedId}
            onSelect={shell.select}
            onOpen={(id) => {
              shell.open(id);
              focusTerminal(id);
            }}
            onMenu={(_, at) => setMenu(at)}
          />
        )}
      </div>
      <InstanceMenu place={menu} commands={commands} mac={mac} onClose={() => setMenu(null)} />
    </div>
  );
};
