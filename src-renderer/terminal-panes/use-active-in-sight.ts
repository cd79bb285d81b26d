import { type RefObject, useEffect } from 'react';

/** Notes on which sides tabs are scrolled out of sight. Widths are fractions of a pixel, scroll offsets may be rounded. */
const noteMore = (list: HTMLElement): void => {
  const { scrollLeft, scrollWidth, clientWidth } = list;
  const before = scrollLeft > 1 ? 'before' : '';
  const after = scrollLeft + clientWidth < scrollWidth - 1 ? 'after' : '';
  list.dataset.more = `${before} ${after}`.trim();
};

/** Keeps the active tab whole in sight, also as the bar gets narrower or tabs come, and lets a wheel scroll the bar. */
export const useActiveInSight = (
  ref: RefObject<HTMLElement | null>,
  activeId: string | null,
  count: number,
): void => {
  // biome-ignore lint/correctness/useExhaustiveDependencies: each tab that comes or goes moves the others
  useEffect(() => {
    const list = ref.current;
    if (list === null) return;
    const show = (): void => {
      const active = list.querySelector(`[data-tab="${activeId}"]`);
      active?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      noteMore(list);
    };
    // Also calls once at the start.
    const observer = new ResizeObserver(show);
    observer.observe(list);
    return () => observer.disconnect();
  }, [ref, activeId, count]);
  useEffect(() => {
    const list = ref.current;
    if (list === null) return;
    const scrolled = (): void => noteMore(list);
    const wheel = (event: WheelEvent): void => {
      if (event.deltaX === 0) list.scrollLeft += event.deltaY;
    };
    list.addEventListener('scroll', scrolled, { passive: true });
    list.addEventListener('wheel', wheel, { passive: true });
    return () => {
      list.removeEventListener('scroll', scrolled);
      list.removeEventListener('wheel', wheel);
    };
  }, [ref]);
};
