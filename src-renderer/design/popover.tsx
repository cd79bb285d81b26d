import { Popover as Radix } from 'radix-ui';
import type { JSX, ReactNode } from 'react';
import './floating.css';

type PopoverProps = {
  readonly open: boolean;
  onOpenChange(open: boolean): void;
  readonly trigger: ReactNode;
  readonly label: string;
  readonly children: ReactNode;
};

export const Popover = ({ open, onOpenChange, trigger, label, children }: PopoverProps): JSX.Element => (
  <Radix.Root open={open} onOpenChange={onOpenChange}>
    <Radix.Trigger asChild>{trigger}</Radix.Trigger>
    <Radix.Portal>
      <Radix.Content
        className="ds-popover"
        aria-label={label}
        align="end"
        sideOffset={6}
        collisionPadding={8}
      >
        {children}
      </Radix.Content>
    </Radix.Portal>
  </Radix.Root>
);
