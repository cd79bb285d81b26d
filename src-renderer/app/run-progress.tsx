import { percentages } from '@contract/progress.ts';
import type { JSX } from 'react';
import { useView } from '../connection/use-project.ts';
import { Tip } from '../design/tip.tsx';
import './top-bar.css';

/** How far the run is; nothing where nobody has told. */
export const RunProgress = (): JSX.Element | null => {
  const percent = useView((view) => percentages(view).whole);
  if (percent === null) return null;
  return (
    <Tip label={`This run is ${percent} % done, by what its agents told`}>
      <span
        className="tb-progress ds-figures"
        role="progressbar"
        aria-label="Progress of the run"
        aria-valuenow={percent}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its tip says where the figure comes from
        tabIndex={0}
      >
        <span className="tb-progress-bar" aria-hidden="true">
          <span style={{ width: `${percent}%` }} />
        </span>
        {percent} %
      </span>
    </Tip>
  );
};
