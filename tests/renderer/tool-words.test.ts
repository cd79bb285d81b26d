import { expect, it } from 'vitest';
import { runningTool, toolWords } from '../../src-renderer/design/tool-words.ts';
import { sampleRun } from '../support/sample-events.ts';

it('says a tool’s call in one line', () => {
  expect(toolWords({ tool: 'Bash', summary: 'npm test\nnpm run lint' })).toBe('Bash: npm test');
  expect(toolWords({ tool: 'TodoWrite', summary: ' ' })).toBe('TodoWrite');
});

it('shows no tool of one that rests or has ended', () => {
  const { exec_1: busy } = sampleRun(2, 0).view.instances;
  if (busy === undefined) throw new Error('the sample run has no exec_1');
  expect(runningTool(busy)?.tool).toBe('Bash');
  expect(runningTool({ ...busy, state: 'ready' })).toBeNull();
  expect(runningTool({ ...busy, state: 'crashed' })).toBeNull();
});
