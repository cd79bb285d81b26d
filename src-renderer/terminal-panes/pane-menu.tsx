import { ContextMenu } from 'radix-ui';
import type { JSX, ReactNode } from 'react';
import { Keys } from '../design/kbd.tsx';
import '../design/floating.css';

type PaneMenuProps = {
  readonly hasSelection: boolean;
  readonly readOnly: boolean;
  readonly children: ReactNode;
  /** The menu comes up: the moment to look at the selection. */
  onOpen(): void;
  onCopy(): void;
  onPaste(): void;
  onSelectAll(): void;
  onSearch(): void;
  onClear(): void;
  readonly onTranscript: (() => void) | undefined;
  /** The menu is gone: the keyboard goes back to the terminal. */
  onDone(): void;
};

const Item = (props: {
  readonly words: string;
  readonly keys?: string;
  readonly disabled?: boolean;
  onSelect(): void;
}): JSX.Element => (
  <ContextMenu.Item className="ds-menu-item" disabled={props.disabled ?? false} onSelect={props.onSelect}>
    {props.words}
    {props.keys !== undefined && (
      <span className="ds-menu-end">
        <Keys keys={props.keys} />
      </span>
    )}
  </ContextMenu.Item>
);

/** The menu of a right click in a terminal. */
export const PaneMenu = (props: PaneMenuProps): JSX.Element => (
  <ContextMenu.Root onOpenChange={(open) => open && props.onOpen()}>
    <ContextMenu.Trigger asChild>{props.children}</ContextMenu.Trigger>
    <ContextMenu.Portal>
      <ContextMenu.Content
        className="ds-menu"
        collisionPadding={8}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          props.onDone();
        }}
      >
        <Item words="Copy" keys="Ctrl Shift C" disabled={!props.hasSelection} onSelect={props.onCopy} />
        <Item words="Paste" keys="Ctrl Shift V" disabled={props.readOnly} onSelect={props.onPaste} />
        <Item words="Select all" onSelect={props.onSelectAll} />
        <ContextMenu.Separator className="ds-menu-line" />
        <Item words="Search" keys="Ctrl F" onSelect={props.onSearch} />
        <Item words="Clear scrollback here" onSelect={props.onClear} />
        {props.onTranscript !== undefined && <Item words="Transcript" onSelect={props.onTranscript} />}
      </ContextMenu.Content>
    </ContextMenu.Portal>
  </ContextMenu.Root>
);
