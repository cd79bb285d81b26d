import { type JSX, useId, useState } from 'react';
import { Button } from '../button.tsx';
import { foldOf } from './fold-text.ts';

type FoldedTextProps = {
  readonly text: string;
  /** What it is, for a screen reader. */
  readonly label: string;
  /** Words to be read rather than a command or a patch. */
  readonly prose?: boolean;
};

/** A text that is shown whole when it is short; a long one by its first lines, and on demand in a box that scrolls. */
export const FoldedText = ({ text, label, prose = false }: FoldedTextProps): JSX.Element => {
  const id = useId();
  const [open, setOpen] = useState(false);
  const { head, more } = foldOf(text);
  const look = prose ? 'qu-prose' : 'qu-mono ds-figures';
  return (
    <div className="qu-folded">
      {open ? (
        // biome-ignore lint/a11y/useSemanticElements: a section would be a landmark of the window
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
        <pre id={id} className={`${look} qu-open`} role="group" aria-label={label} tabIndex={0}>
          {text}
        </pre>
      ) : (
        <pre id={id} className={look}>
          {head}
        </pre>
      )}
      {more !== null && (
        <Button
          look="plain"
          className="qu-more"
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          {open ? 'Show less' : `Show all ${more}`}
        </Button>
      )}
    </div>
  );
};
