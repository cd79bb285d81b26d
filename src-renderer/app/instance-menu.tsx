import { DropdownMenu } from 'radix-ui';
import type { JSX } from 'react';
import { MenuItem } from '../design/menu.tsx';
import type { Command } from './commands.ts';
import { shownShortcut } from './shortcut.ts';

/** A place in the window, in pixels. */
export type MenuPlace = { readonly x: number; readonly y: number };

type InstanceMenuProps = {
  readonly place: MenuPlace | null;
  readonly commands: readonly Command[];
  readonly mac: boolean;
  onClose(): void;
};

/** What can be done with the selected instance, where it was asked for. */
export const InstanceMenu = ({ place, commands, mac, onClose }: InstanceMenuProps): JSX.Element => (
  <DropdownMenu.Root open={place !== null} onOpenChange={(open) => !open && onClose()}>
    <DropdownMenu.Trigger
      aria-hidden="true"
      tabIndex={-1}
      style={{ position: 'fixed', left: place?.x, top: place?.y, width: 0, height: 0, padding: 0, border: 0 }}
    />
    <DropdownMenu.Portal>
      <DropdownMenu.Content className="ds-menu" align="start" collisionPadding={8}>
        {commands
          .filter(({ group, enabled }) => group === 'Instance' && enabled)
          .map(({ id, title, shortcuts: [first], run }) => (
            <MenuItem
              key={id}
              shortcut={first === undefined ? undefined : shownShortcut(first, mac)}
              onSelect={run}
            >
              {title}
            </MenuItem>
          ))}
      </DropdownMenu.Content>
    </DropdownMenu.Portal>
  </DropdownMenu.Root>
);
