import type { Instance } from '@contract/instances.ts';
import type { ToolUse } from '@contract/usage.ts';

/** A tool's call in one line: `Bash: npm test`. */
export const toolWords = ({ tool, summary }: Pick<ToolUse, 'tool' | 'summary'>): string => {
  const first = summary.trim().split('\n', 1)[0] ?? '';
  return first === '' ? tool : `${tool}: ${first}`;
};

/** The call that is under way; null where its end may have gone unheard: what rests or has ended uses no tool. */
export const runningTool = ({ state, tool }: Instance): Instance['tool'] =>
  state === 'busy' || state === 'waiting' ? tool : null;
