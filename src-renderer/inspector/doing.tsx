import type { Instance } from '@contract/instances.ts';
import type { Limit } from '@contract/usage.ts';
import { ScrollText } from 'lucide-react';
import type { JSX } from 'react';
import { IconButton } from '../design/button.tsx';
import { LimitBadge } from '../design/limit-badge.tsx';
import { durationWords } from '../design/time-words.ts';
import { runningTool, toolWords } from '../design/tool-words.ts';

type DoingProps = {
  readonly instance: Instance;
  readonly now: number;
  /** Shows the call in its conversation. */
  onTranscript(call: { readonly around: string; readonly near: number }): void;
};

/** The call of one of its tools that is under way, and for how long. */
export const Doing = ({ instance, now, onTranscript }: DoingProps): JSX.Element | null => {
  const tool = runningTool(instance);
  if (tool === null) return null;
  return (
    <p className="in-doing ds-figures">
      <span className="in-tool">{toolWords(tool)}</span>
      <span className="ds-quiet">{durationWords(now - tool.since)}</span>
      <IconButton
        label="Show in transcript"
        onClick={() => onTranscript({ around: tool.call, near: tool.since })}
      >
        <ScrollText size={14} />
      </IconButton>
    </p>
  );
};

/** What holds it up, until when, and in which words that was told. */
export const HeldUp = ({ limit }: { readonly limit: Limit }): JSX.Element => (
  <p className="in-held">
    <LimitBadge limit={limit} />
    {limit.reason !== '' && <span className="in-why">{limit.reason}</span>}
  </p>
);
