import { Check } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { JSX, ReactNode } from 'react';
import { Keys } from './kbd.tsx';
import './floating.css';

type MenuProps = {
  readonly trigger: ReactNode;
  readonly children: ReactNode;
  readonly align?: 'start' | 'end';
};

/** A menu under its trigger (one focusable element). Fill it with MenuItem, MenuChoice and MenuLine. */
export const Menu = ({ trigger, children, align = 'end' }: MenuProps): JSX.Element => (
  <DropdownMenu.Root>
    <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
    <DropdownMenu.Portal>
      <DropdownMenu.Content className="ds-menu" align={align} sideOffset={4} collisionPadding={8}>
        {children}
      </DropdownMenu.Content>
    </DropdownMenu.Portal>
  </DropdownMenu.Root>
);

type ItemProps = {
  readonly children: ReactNode;
  readonly shortcut?: string | undefined;
  readonly disabled?: boolean;
  onSelect(): void;
};

export const MenuItem = ({ children, shortcut, disabled = false, onSelect }: ItemProps): JSX.Element => (
  <DropdownMenu.Item className="ds-menu-item" disabled={disabled} onSelect={onSelect}>
    {children}
    {shortcut !== undefined && (
      <span className="ds-menu-end">
        <Keys keys={shortcut} />
      </span>
    )}
  </DropdownMenu.Item>
);

type ChoiceProps = {
  readonly children: ReactNode;
  readonly checked: boolean;
  onChange(checked: boolean): void;
};

/** An item with a tick that can be set and unset; the menu stays open. */
export const MenuChoice = ({ children, checked, onChange }: ChoiceProps): JSX.Element => (
  <DropdownMenu.CheckboxItem
    className="ds-menu-item"
    checked={checked}
    onCheckedChange={onChange}
    onSelect={(event) => event.preventDefault()}
  >
    <span style={{ width: 14, flex: 'none', display: 'inline-flex' }}>{checked && <Check size={14} />}</span>
    {children}
  </DropdownMenu.CheckboxItem>
);

export const MenuLine = (): JSX.Element => <DropdownMenu.Separator className="ds-menu-line" />;
