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

/** What is meant to have the keyboard first, where that is not what comes first. */
const focusWhatIsMarked = (event: Event): void => {
  if (!(event.target instanceof HTMLElement)) return;
  const marked = event.target.querySelector<HTMLElement>('[data-focus-first]');
  if (marked === null) return;
  event.preventDefault();
  marked.focus();
};

export const Popover = ({ open, onOpenChange, trigger, label, children }: PopoverProps): JSX.Element => (
  <Radix.Root open={open} onOpenChange={onOpenChange}>
    <Radix.Trigger asChild>{trigger}</Radix.Trigger>
    <Radix.Portal>
      <Radix.Content
        className="ds-popover"
        aria-label={label}
        onOpenAutoFocus={focusWhatIsMarked}
        align="end"
        sideOffset={6}
        collisionPadding={8}
      >
        {children}
      </Radix.Content>
    </Radix.Portal>
  </Radix.Root>
);
