import { Plus, X } from 'lucide-react';
import { type JSX, useRef, useState } from 'react';
import { Button, IconButton } from '../design/button.tsx';
import { Input } from '../design/field.tsx';
import type { Row } from './profile-text.ts';

/** Rows that can stand in the file: a name that is empty or there twice is only here so far. */
export const keptRows = (rows: readonly Row[]): readonly Row[] =>
  rows.filter(({ name }, at) => name !== '' && rows.findIndex((row) => row.name === name) === at);

const sameRows = (a: readonly Row[], b: readonly Row[]): boolean =>
  a.length === b.length &&
  a.every(({ name, value }) => b.some((row) => row.name === name && row.value === value));

type TableFieldProps = {
  /** What one row is called: `Variable`. */
  readonly row: string;
  /** As the file has them. */
  readonly rows: readonly Row[];
  readonly disabled: boolean;
  onChange(rows: readonly Row[]): void;
};

/** Names and texts. A name that is being typed is kept here until it can stand in the file. */
export const TableField = ({ row, rows, disabled, onChange }: TableFieldProps): JSX.Element => {
  const [typed, setTyped] = useState(rows);
  const [seen, setSeen] = useState(rows);
  const list = useRef<HTMLUListElement>(null);
  // What the file says by another way (its text, Revert) is what counts. Not in an effect: that may come after the next letter was
  // typed, and would take it away.
  if (!sameRows(seen, rows)) {
    setSeen(rows);
    if (!sameRows(keptRows(typed), rows)) setTyped(rows);
  }
  const change = (next: readonly Row[]): void => {
    setTyped(next);
    onChange(keptRows(next));
  };
  const set = (at: number, part: Partial<Row>): void =>
    change(typed.map((each, index) => (index === at ? { ...each, ...part } : each)));
  const add = (): void => {
    setTyped([...typed, { name: '', value: '' }]);
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>('li:last-child input')?.focus());
  };
  return (
    <div className="pr-many">
      <ul ref={list}>
        {typed.map(({ name, value }, at) => {
          const twice = name !== '' && typed.findIndex((each) => each.name === name) !== at;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place while its name is typed
            <li className="pr-many-row" key={at}>
              <Input
                className="ds-figures pr-name"
                aria-label={`${row} ${at + 1}`}
                placeholder="NAME"
                aria-invalid={twice}
                disabled={disabled}
                value={name}
                onChange={(event) => set(at, { name: event.target.value })}
              />
              <Input
                className="ds-figures"
                aria-label={`Value of ${name === '' ? `${row.toLowerCase()} ${at + 1}` : name}`}
                disabled={disabled}
                value={value}
                onChange={(event) => set(at, { value: event.target.value })}
              />
              <IconButton
                label={`Remove ${name === '' ? `${row.toLowerCase()} ${at + 1}` : name}`}
                disabled={disabled}
                onClick={() => change(typed.filter((_, index) => index !== at))}
              >
                <X size={14} />
              </IconButton>
              {twice && (
                <p className="ds-field-wrong" role="alert">
                  {name} stands above already; this row is not kept.
                </p>
              )}
            </li>
          );
        })}
      </ul>
      {disabled && typed.length === 0 && <p className="ds-quiet">None</p>}
      {!disabled && (
        <Button look="plain" onClick={add}>
          <Plus size={14} aria-hidden="true" />
          Add {row.toLowerCase()}
        </Button>
      )}
    </div>
  );
};
