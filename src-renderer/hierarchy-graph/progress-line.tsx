import type { JSX } from 'react';

/**
 * How far an instance with all beneath it is, as a line along its lower edge; nothing where nobody has told. The figure is in the
 * item's name and title.
 */
export const ProgressLine = ({ percent }: { readonly percent: number | null }): JSX.Element | null =>
  percent === null ? null : (
    <span className="tree-progress" data-whole={percent === 100 || undefined} aria-hidden="true">
      <span style={{ width: `${percent}%` }} />
    </span>
  );
