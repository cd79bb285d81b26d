import { Plus, X } from 'lucide-react';
import { type JSX, useRef } from 'react';
import { Button, IconButton } from '../design/button.tsx';
import { Input, Textarea } from '../design/field.tsx';

type ItemProps = {
  readonly label: string;
  readonly value: string;
  readonly disabled: boolean;
  onChange(value: string): void;
};

/** A text of several lines keeps them: a line's own field would swallow them. */
const Item = ({ label, value, disabled, onChange }: ItemProps): JSX.Element =>
  value.includes('\n') ? (
    <Textarea
      className="ds-figures"
      aria-label={label}
      rows={Math.min(6, value.split('\n').length)}
      spellCheck={false}
      disabled={disabled}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  ) : (
    <Input
      className="ds-figures"
      aria-label={label}
      disabled={disabled}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );

type ListFieldProps = {
  /** What one row is called: `Argument`. */
  readonly row: string;
  readonly items: readonly string[];
  readonly disabled: boolean;
  onChange(items: readonly string[]): void;
};

/** Texts in their order, one a row. */
export const ListField = ({ row, items, disabled, onChange }: ListFieldProps): JSX.Element => {
  const rows = useRef<HTMLUListElement>(null);
  const set = (at: number, value: string): void =>
    onChange(items.map((item, each) => (each === at ? value : item)));
  const add = (): void => {
    onChange([...items, '']);
    // The row is there once this change is drawn.
    requestAnimationFrame(() =>
      rows.current?.querySelector<HTMLElement>('li:last-child :is(input, textarea)')?.focus(),
    );
  };
  return (
    <div className="pr-many">
      <ul ref={rows}>
        {items.map((item, at) => (
          // A row is its place: the text has no other identity, and is typed into.
          // biome-ignore lint/suspicious/noArrayIndexKey: rows are controlled by the text alone
          <li className="pr-many-row" key={at}>
            <Item
              label={`${row} ${at + 1}`}
              value={item}
              disabled={disabled}
              onChange={(value) => set(at, value)}
            />
            <IconButton
              label={`Remove ${row.toLowerCase()} ${at + 1}`}
              disabled={disabled}
              onClick={() => onChange(items.filter((_, each) => each !== at))}
            >
              <X size={14} />
            </IconButton>
          </li>
        ))}
      </ul>
      {disabled && items.length === 0 && <p className="ds-quiet">None</p>}
      {!disabled && (
        <Button look="plain" onClick={add}>
          <Plus size={14} aria-hidden="true" />
          Add {row.toLowerCase()}
        </Button>
      )}
    </div>
  );
};
