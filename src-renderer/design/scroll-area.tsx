import { ScrollArea as Radix } from 'radix-ui';
import type { JSX, ReactNode } from 'react';
import './scroll-area.css';

/** A scrolling region with a thin bar; reachable by keyboard under its label. */
export const ScrollArea = ({
  label,
  children,
}: {
  readonly label: string;
  readonly children: ReactNode;
}): JSX.Element => (
  <Radix.Root className="ds-scroll" type="hover" scrollHideDelay={400}>
    <Radix.Viewport className="ds-scroll-view" tabIndex={0} role="region" aria-label={label}>
      {children}
    </Radix.Viewport>
    <Radix.Scrollbar className="ds-scroll-bar" orientation="vertical">
      <Radix.Thumb className="ds-scroll-thumb" />
    </Radix.Scrollbar>
  </Radix.Root>
);
