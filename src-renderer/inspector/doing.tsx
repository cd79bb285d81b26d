import type { Instance } from '@contract/instances.ts';
import type { Limit } from '@contract/usage.ts';
import type { JSX } from 'react';
import { LimitBadge } from '../design/limit-badge.tsx';
import { durationWords } from '../design/time-words.ts';
import { runningTool, toolWords } from '../design/tool-words.ts';

type DoingProps = { readonly instance: Instance; readonly now: number };

/** The call of one of its tools that is under way, and for how long. */
export const Doing = ({ instance, now }: DoingProps): JSX.Element | null => {
  const tool = runningTool(instance);
  if (tool === null) return null;
  return (
    <p className="in-doing ds-figures">
      <span className="in-tool">{toolWords(tool)}</span>
      <span className="ds-quiet">{durationWords(now - tool.since)}</span>
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
