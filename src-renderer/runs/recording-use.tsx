import { sizeWords } from '@contract/size-words.ts';
import type { JSX } from 'react';
import { useFresh } from '../connection/use-fresh.ts';
import { Button } from '../design/button.tsx';
import { countWords } from '../design/time-words.ts';
import './runs.css';

/** What the recordings take now. */
export const RecordingUse = ({ onShow }: { onShow(): void }): JSX.Element | null => {
  const { value } = useFresh('recordings.list', {}, ({ kind }) => kind.startsWith('recording.'));
  if (value === null) return null;
  const bytes = value.reduce((sum, line) => sum + line.bytes, 0);
  const kept = value.filter((line) => line.protected).length;
  return (
    <p className="rn-rule ds-quiet">
      <span>
        Now: {countWords(value.length, 'recording')}, <span className="ds-figures">{sizeWords(bytes)}</span>
        {kept > 0 && `, ${kept} protected`}. What you change here holds when the next run ends, or at once
        with “tutti prune”.
      </span>
      <Button look="plain" onClick={onShow}>
        Runs…
      </Button>
    </p>
  );
};
