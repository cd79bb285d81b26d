import type { ToolUse } from '@contract/usage.ts';

/** A tool's call in one line: `Bash: npm test`. */
export const toolWords = ({ tool, summary }: Pick<ToolUse, 'tool' | 'summary'>): string => {
  const first = summary.trim().split('\n', 1)[0] ?? '';
  return first === '' ? tool : `${tool}: ${first}`;
};
