import { Check, ChevronDown } from 'lucide-react';
import { Select as Radix } from 'radix-ui';
import type { JSX, ReactNode } from 'react';
import './controls.css';
import './floating.css';

export type SelectOption = {
  readonly value: string;
  /** Shown in the closed control and, in the list, on the first line. */
  readonly label: string;
  /** A second, quiet part in the list. */
  readonly note?: ReactNode;
  readonly disabled?: boolean;
};

type SelectProps = {
  readonly id?: string;
  readonly label?: string;
  readonly value: string;
  readonly options: readonly SelectOption[];
  readonly disabled?: boolean;
  onChange(value: string): void;
};

/** One of a few. Name it by a Field around it (`id`) or by `label`. */
export const Select = ({
  id,
  label,
  value,
  options,
  disabled = false,
  onChange,
}: SelectProps): JSX.Element => (
  <Radix.Root value={value} onValueChange={onChange} disabled={disabled}>
    <Radix.Trigger className="ds-button ds-select" id={id} aria-label={label}>
      <Radix.Value />
      <Radix.Icon asChild>
        <ChevronDown size={14} />
      </Radix.Icon>
    </Radix.Trigger>
    <Radix.Portal>
      <Radix.Content className="ds-menu" position="popper" sideOffset={4} collisionPadding={8}>
        <Radix.Viewport>
          {options.map((option) => (
            <Radix.Item
              key={option.value}
              value={option.value}
              disabled={option.disabled ?? false}
              className="ds-menu-item"
            >
              <Radix.ItemText>{option.label}</Radix.ItemText>
              {option.note !== undefined && <span className="ds-quiet">{option.note}</span>}
              <Radix.ItemIndicator className="ds-menu-end">
                <Check size={14} />
              </Radix.ItemIndicator>
            </Radix.Item>
          ))}
        </Radix.Viewport>
      </Radix.Content>
    </Radix.Portal>
  </Radix.Root>
);
