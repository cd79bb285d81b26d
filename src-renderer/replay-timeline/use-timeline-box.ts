import { type RefObject, useLayoutEffect, useState } from 'react';

/** Pixels of the page that an element has within its borders; 0 until it was measured. */
export const useTimelineBox = (
  ref: RefObject<HTMLElement | null>,
): { readonly width: number; readonly height: number } => {
  const [box, setBox] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const observer = new ResizeObserver(() =>
      setBox({ width: element.clientWidth, height: element.clientHeight }),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return box;
};
