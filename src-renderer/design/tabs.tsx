import { Tabs as Radix } from 'radix-ui';
import type { JSX, ReactNode } from 'react';
import './tabs.css';

export type Tab = { readonly value: string; readonly label: ReactNode; readonly content: ReactNode };

type TabsProps = {
  readonly label: string;
  readonly value: string;
  readonly tabs: readonly Tab[];
  onChange(value: string): void;
  /** What stands at the end of the row of tabs. */
  readonly end?: ReactNode;
};

/** Tabs with their panels; a panel that isn't shown is not mounted. */
export const Tabs = ({ label, value, tabs, onChange, end }: TabsProps): JSX.Element => (
  <Radix.Root className="ds-tabs" value={value} onValueChange={onChange}>
    <div className="ds-tabs-row">
      <Radix.List className="ds-tabs-list" aria-label={label}>
        {tabs.map((tab) => (
          <Radix.Trigger className="ds-tab" key={tab.value} value={tab.value}>
            {tab.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {end}
    </div>
    {tabs.map((tab) => (
      <Radix.Content className="ds-tabs-panel" key={tab.value} value={tab.value} tabIndex={-1}>
        {tab.content}
      </Radix.Content>
    ))}
  </Radix.Root>
);
