import { Command as Palette } from 'cmdk';
import { Dialog } from 'radix-ui';
import type { JSX } from 'react';
import { Keys } from '../design/kbd.tsx';
import type { Command, CommandGroup } from './commands.ts';
import { shownShortcut } from './shortcut.ts';
import './command-palette.css';

const groups: readonly CommandGroup[] = ['Replay', 'Instance', 'Run', 'Go to', 'Window', 'Help'];

type RowProps = { readonly command: Command; readonly mac: boolean; onDone(): void };

const Row = ({ command, mac, onDone }: RowProps): JSX.Element => {
  const [shortcut] = command.shortcuts;
  const run = (): void => {
    // Closed first: a command may open the next dialog.
    onDone();
    command.run();
  };
  return (
    <Palette.Item className="ds-menu-item" value={`${command.title} ${command.id}`} onSelect={run}>
      {command.title}
      {shortcut !== undefined && (
        <span className="ds-menu-end">
          <Keys keys={shownShortcut(shortcut, mac)} />
        </span>
      )}
    </Palette.Item>
  );
};

type CommandPaletteProps = { readonly commands: readonly Command[]; readonly mac: boolean; onClose(): void };

/** Every enabled command, by typing a part of its name. Mounted while it is open. */
export const CommandPalette = ({ commands, mac, onClose }: CommandPaletteProps): JSX.Element => (
  <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
    <Dialog.Portal>
      <Dialog.Overlay className="ds-scrim" />
      <Dialog.Content className="ds-dialog cp" aria-describedby={undefined}>
        <Dialog.Title className="ds-hidden">Commands</Dialog.Title>
        <Palette label="Commands" loop>
          <Palette.Input className="cp-input" placeholder="What shall be done?" />
          <Palette.List className="cp-list" label="Commands">
            <Palette.Empty className="cp-none">No command is called so.</Palette.Empty>
            {groups.map((group) => (
              <Palette.Group key={group} heading={group}>
                {commands
                  .filter((command) => command.enabled && command.group === group)
                  .map((command) => (
                    <Row key={command.id} command={command} mac={mac} onDone={onClose} />
                  ))}
              </Palette.Group>
            ))}
          </Palette.List>
        </Palette>
      </Dialog.Content>
    </Dialog.Portal>
  </Dialog.Root>
);
