import type { JSX } from 'react';

/** A shortcut as keys: `Ctrl K` shows two. */
export const Keys = ({ keys }: { readonly keys: string }): JSX.Element => (
  <span style={{ display: 'inline-flex', gap: 2 }}>
    {keys.split(' ').map((key) => (
      <kbd className="ds-kbd" key={key}>
        {key}
      </kbd>
    ))}
  </span>
);
