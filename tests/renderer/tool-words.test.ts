import { expect, it } from 'vitest';
import { toolWords } from '../../src-renderer/design/tool-words.ts';

it('says a tool’s call in one line', () => {
  expect(toolWords({ tool: 'Bash', summary: 'npm test\nnpm run lint' })).toBe('Bash: npm test');
  expect(toolWords({ tool: 'TodoWrite', summary: ' ' })).toBe('TodoWrite');
});
