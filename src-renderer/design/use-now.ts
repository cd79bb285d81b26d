import { createContext, useContext, useEffect, useState } from 'react';

/** Where "now" is taken from by all that says how long ago something was. */
export interface Present {
  /** Milliseconds since 1970. */
  now(): number;
  /** Called when it is another, several times a second at most; answers how to stop. */
  onChange(listener: () => void): () => void;
}

/** Null: the present is the machine's clock. A recording has one of its own. */
export const PresentContext = createContext<Present | null>(null);

/** Milliseconds since 1970, renewed every `every` ms: for "busy 2m 14s". Rests while the window is hidden. In a recording: where that stands. */
export const useNow = (every = 1000): number => {
  const present = useContext(PresentContext);
  const [now, setNow] = useState(() => present?.now() ?? Date.now());
  useEffect(() => {
    if (present !== null) {
      setNow(present.now());
      return present.onChange(() => setNow(present.now()));
    }
    const timer = setInterval(() => {
      if (!document.hidden) setNow(Date.now());
    }, every);
    return () => clearInterval(timer);
  }, [every, present]);
  return now;
};
