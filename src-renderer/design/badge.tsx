import type { JSX, ReactNode } from 'react';
import './controls.css';

type BadgeProps = { readonly tone?: 'plain' | 'amber' | 'red' | 'accent'; readonly children: ReactNode };

/** A short label. Amber and red only for what needs a person. */
export const Badge = ({ tone = 'plain', children }: BadgeProps): JSX.Element => (
  <span className={`ds-badge ds-badge-${tone}`}>{children}</span>
);

/** Marks a scripted stand-in wherever it is shown. */
export const ScriptedBadge = (): JSX.Element => <Badge>scripted</Badge>;
