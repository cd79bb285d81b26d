import { type JSX, useEffect, useState } from 'react';
import './dropped-recording.css';

const isRecording = (file: File): boolean => file.name.toLowerCase().endsWith('.tutti');

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;

/**
 * Takes recordings that are dropped anywhere on the app's window: each gets a window of its own. What else is dropped is left to the place it
 * is dropped on.
 */
export const DroppedRecording = (): JSX.Element | null => {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const host = window.tuttiHost;
    if (host === undefined) return;
    const onOver = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      // Without it there is no drop.
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent): void => {
      // Only when the pointer leaves the window has it nowhere to go.
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      setOver(false);
      const recordings = [...(event.dataTransfer?.files ?? [])].filter(isRecording);
      if (recordings.length === 0) return;
      event.preventDefault();
      for (const file of recordings) host.openRecording(file);
    };
    window.addEventListener('dragover', onOver, true);
    window.addEventListener('dragleave', onLeave, true);
    window.addEventListener('drop', onDrop, true);
    return () => {
      window.removeEventListener('dragover', onOver, true);
      window.removeEventListener('dragleave', onLeave, true);
      window.removeEventListener('drop', onDrop, true);
    };
  }, []);
  // Welcome says what can be dropped on it.
  if (!over || document.querySelector('.we') !== null) return null;
  return (
    <div className="dropped" aria-hidden="true">
      <p>Drop a recording (.tutti) to open it</p>
    </div>
  );
};
