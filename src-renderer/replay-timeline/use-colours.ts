import { useEffect, useState } from 'react';
import { readColours, type TimelineColours } from './timeline-colours.ts';

/** The colours of the theme in force. */
export const useColours = (onChange: () => void): TimelineColours => {
  const [colours, setColours] = useState(() => readColours(document.documentElement));
  useEffect(() => {
    const look = (): void => {
      setColours(readColours(document.documentElement));
      onChange();
    };
    const observer = new MutationObserver(look);
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    return () => observer.disconnect();
  }, [onChange]);
  return colours;
};
