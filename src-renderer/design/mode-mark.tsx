import type { Instance } from '@contract/instances.ts';
import { ShieldOff } from 'lucide-react';
import type { JSX } from 'react';
import { Badge } from './badge.tsx';

/** The words of the mark, the same wherever it is shown. */
export const unaskedWords = 'no permissions asked';

export const isUnasked = ({ mode }: Pick<Instance, 'mode'>): boolean => mode?.dangerous === true;

type ModeMarkProps = {
  readonly instance: Pick<Instance, 'mode'>;
  /** In one word, where there is little room. */
  readonly short?: boolean;
};

/** Marks an instance that was started in a mode in which it asks for nothing any more; nothing for all others. */
export const ModeMark = ({ instance, short = false }: ModeMarkProps): JSX.Element | null => {
  const { mode } = instance;
  if (mode === null || !isUnasked(instance)) return null;
  return (
    <span className="ds-mode-mark" title={`${unaskedWords}: ${mode.title}. ${mode.meaning}`}>
      <Badge tone="red">
        <ShieldOff size={short ? 10 : 12} aria-hidden="true" />
        {short ? 'unasked' : unaskedWords}
      </Badge>
    </span>
  );
};
