import { type ComponentProps, type JSX, type ReactNode, useId } from 'react';
import './controls.css';

type FieldProps = {
  readonly label: string;
  readonly note?: ReactNode;
  /** What is wrong with its value. */
  readonly wrong?: string | undefined;
  readonly children: (id: string) => ReactNode;
};

/** A labelled control: `children` gets the id that ties label and control together. */
export const Field = ({ label, note, wrong, children }: FieldProps): JSX.Element => {
  const id = useId();
  return (
    <div className="ds-field">
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {wrong !== undefined ? (
        <p className="ds-field-wrong" role="alert">
          {wrong}
        </p>
      ) : (
        note !== undefined && <p className="ds-field-note">{note}</p>
      )}
    </div>
  );
};

export const Input = ({ className = '', ...rest }: ComponentProps<'input'>): JSX.Element => (
  <input type="text" spellCheck={false} autoComplete="off" {...rest} className={`ds-input ${className}`} />
);

export const Textarea = ({ className = '', ...rest }: ComponentProps<'textarea'>): JSX.Element => (
  <textarea {...rest} className={`ds-input ${className}`} />
);

type CheckProps = {
  readonly label: ReactNode;
  readonly checked: boolean;
  readonly disabled?: boolean;
  onChange(checked: boolean): void;
};

export const Check = ({ label, checked, disabled = false, onChange }: CheckProps): JSX.Element => (
  <label className="ds-check">
    <input
      type="checkbox"
      checked={checked}
      disabled={disabled}
      onChange={(event) => onChange(event.target.checked)}
    />
    <span>{label}</span>
  </label>
);
