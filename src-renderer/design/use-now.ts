import { createContext, useContext, useEffect, useState } from 'react';

/** What the time is, in milliseconds since 1970: in a recording, where its playhead stands. */
export const NowContext = createContext<() => number>(Date.now);

/** Milliseconds since 1970, renewed every `every` ms: for "busy 2m 14s". Rests while the window is hidden. */
export const useNow = (every = 1000): number => {
  const read = useContext(NowContext);
  const [now, setNow] = useState(read);
  useEffect(() => {
    setNow(read());
    const timer = setInterval(() => {
      if (!document.hidden) setNow(read());
    }, every);
    return () => clearInterval(timer);
  }, [every, read]);
  return now;
};
