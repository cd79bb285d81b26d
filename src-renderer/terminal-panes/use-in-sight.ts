import { type RefObject, useEffect, useState } from 'react';

/** Milliseconds a pane may be out of sight before its terminal is let go: flicking through tabs costs no new snapshot. */
const linger = 1000;

/** Whether an element is in sight: not hidden, not scrolled away, not in a closed part of the window or in a minimised one. */
export const useInSight = (ref: RefObject<HTMLElement | null>): boolean => {
  const [inSight, setInSight] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let inPage = false;
    const judge = (): void => {
      clearTimeout(timer);
      if (inPage && !document.hidden) setInSight(true);
      else timer = setTimeout(() => setInSight(false), linger);
    };
    const observer = new IntersectionObserver((entries) => {
      inPage = entries.at(-1)?.isIntersecting === true;
      judge();
    });
    observer.observe(element);
    document.addEventListener('visibilitychange', judge);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', judge);
      observer.disconnect();
    };
  }, [ref]);
  return inSight;
};
