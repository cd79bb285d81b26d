import type { TuttiError } from '@contract/result.ts';
import { CircleAlert } from 'lucide-react';
import type { JSX, ReactNode } from 'react';
import './plain-states.css';

type EmptyProps = {
  readonly title: string;
  readonly children?: ReactNode;
  /** The one thing to do about it. */
  readonly action?: ReactNode;
};

/** Words for having nothing yet. */
export const Empty = ({ title, children, action }: EmptyProps): JSX.Element => (
  <div className="ds-empty">
    <p className="ds-empty-title">{title}</p>
    {children !== undefined && <p className="ds-empty-words">{children}</p>}
    {action}
  </div>
);

type ErrorStateProps = { readonly error: TuttiError; readonly action?: ReactNode };

/** What went wrong, why, and the remedy. */
export const ErrorState = ({ error, action }: ErrorStateProps): JSX.Element => (
  <div className="ds-error" role="alert">
    <CircleAlert size={16} aria-hidden="true" />
    <div className="ds-error-words">
      <p className="ds-error-title">{error.message}</p>
      {error.remedy !== '' && <p>{error.remedy}</p>}
      {error.details !== undefined && <pre className="ds-figures">{error.details}</pre>}
      {action}
    </div>
  </div>
);

/** Lines where data is arriving. `rows` as many as are likely to come. */
export const Skeleton = ({
  rows = 4,
  label,
}: {
  readonly rows?: number;
  readonly label: string;
}): JSX.Element => (
  <div className="ds-skeleton" role="status" aria-label={label}>
    {Array.from({ length: rows }, (_, row) => (
      // Rows have no identity of their own: they are only drawn.
      // biome-ignore lint/suspicious/noArrayIndexKey: fixed rows
      <span key={row} style={{ width: `${85 - ((row * 37) % 45)}%` }} />
    ))}
  </div>
);
