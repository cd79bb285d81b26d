import { useEffect, useState } from 'react';

/** Milliseconds since 1970, renewed every `every` ms: for "busy 2m 14s". Rests while the window is hidden. */
export const useNow = (every = 1000): number => {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) setNow(Date.now());
    }, every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
};
