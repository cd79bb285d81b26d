import { Tooltip } from 'radix-ui';
import type { JSX, ReactNode } from 'react';
import { Keys } from './kbd.tsx';

type TipProps = {
  readonly label: ReactNode;
  readonly shortcut?: string | undefined;
  readonly children: ReactNode;
};

/** A tooltip on hover and focus. Needs a TipProvider above it. */
export const Tip = ({ label, shortcut, children }: TipProps): JSX.Element => (
  <Tooltip.Root>
    <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
    <Tooltip.Portal>
      <Tooltip.Content className="ds-tooltip" sideOffset={6} collisionPadding={8}>
        {label}
        {shortcut !== undefined && <Keys keys={shortcut} />}
      </Tooltip.Content>
    </Tooltip.Portal>
  </Tooltip.Root>
);

/** Once, around the app: the delay before a tooltip shows, shared so that moving along a bar shows the next at once. */
export const TipProvider = ({ children }: { readonly children: ReactNode }): JSX.Element => (
  <Tooltip.Provider delayDuration={400} skipDelayDuration={200}>
    {children}
  </Tooltip.Provider>
);
