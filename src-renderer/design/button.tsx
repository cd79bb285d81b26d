import type { ComponentProps, JSX, ReactNode } from 'react';
import { Tip } from './tip.tsx';
import './controls.css';

export type ButtonLook = 'normal' | 'main' | 'danger' | 'plain';
type ButtonProps = ComponentProps<'button'> & { readonly look?: ButtonLook };

const lookClass: Record<ButtonLook, string> = {
  normal: '',
  main: 'ds-main',
  danger: 'ds-danger',
  plain: 'ds-plain',
};

export const Button = ({ look = 'normal', className = '', ...rest }: ButtonProps): JSX.Element => (
  <button type="button" {...rest} className={`ds-button ${lookClass[look]} ${className}`} />
);

type IconButtonProps = Omit<ComponentProps<'button'>, 'title' | 'aria-label'> & {
  /** What it does: the accessible name and the tooltip. */
  readonly label: string;
  /** Shown beside the label in the tooltip, as `Ctrl K`. */
  readonly shortcut?: string | undefined;
  readonly children: ReactNode;
};

/** A button that shows only an icon: named for everyone by its tooltip. */
export const IconButton = ({ label, shortcut, className = '', ...rest }: IconButtonProps): JSX.Element => (
  <Tip label={label} shortcut={shortcut}>
    <button type="button" {...rest} aria-label={label} className={`ds-button ds-icon-button ${className}`} />
  </Tip>
);
