import { useVirtualizer } from '@tanstack/react-virtual';
import { type JSX, type ReactNode, useRef } from 'react';
import './virtual-list.css';

type VirtualListProps<T> = {
  /** Its accessible name. */
  readonly label: string;
  readonly items: readonly T[];
  /** Usual height of an item, in pixels; each is measured once it is drawn. */
  readonly size: number;
  /** Pixels between items. */
  readonly gap?: number;
  readonly className?: string;
  keyOf(item: T): string;
  children(item: T): ReactNode;
};

/** A long list of which only what is in sight is drawn. It scrolls by itself and can be reached by key. */
export const VirtualList = <T,>(props: VirtualListProps<T>): JSX.Element => {
  const { label, items, size, gap = 0, className = '', keyOf, children } = props;
  const scroll = useRef<HTMLElement>(null);
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => size,
    getItemKey: (index) => {
      const item = items[index];
      return item === undefined ? index : keyOf(item);
    },
    gap,
    paddingStart: gap,
    paddingEnd: gap,
    overscan: 6,
  });
  return (
    <section
      ref={scroll}
      className={`vl ${className}`}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
      tabIndex={0}
    >
      <div className="vl-canvas" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start, key }) => {
          const item = items[index];
          return (
            item !== undefined && (
              <div
                key={key}
                ref={rows.measureElement}
                data-index={index}
                className="vl-row"
                style={{ transform: `translateY(${start}px)` }}
              >
                {children(item)}
              </div>
            )
          );
        })}
      </div>
    </section>
  );
};
