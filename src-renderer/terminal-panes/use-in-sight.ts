import { type RefObject, useEffect, useState } from 'react';

/** Milliseconds a pane may be out of sight before its terminal is let go: flicking through tabs costs no new snapshot. */
const linger = 1000;

/** Whether an element is in sight: not hidden, not scrolled away, not in a closed part of the window. */
export const useInSight = (ref: RefObject<HTMLElement | null>): boolean => {
  const [inSight, setInSight] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const observer = new IntersectionObserver((entries) => {
      clearTimeout(timer);
      if (entries.at(-1)?.isIntersecting === true) setInSight(true);
      else timer = setTimeout(() => setInSight(false), linger);
    });
    observer.observe(element);
    return () => {
      clearTimeout(timer);
      observer.disconnect();
    };
  }, [ref]);
  return inSight;
};
