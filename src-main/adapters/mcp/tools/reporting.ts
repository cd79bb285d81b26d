import { type Tool, tool } from '../tool.ts';
import { instanceLine } from '../tool-texts.ts';
import { everyone, repeats } from './words.ts';

export const reportingTools: readonly Tool[] = [
  tool({
    name: 'confirm',
    verb: 'instances.confirm',
    title: 'Confirm your role',
    roles: everyone,
    annotations: repeats,
    description: `Confirms that you have read and understood your role and task. Until then you count as not ready, and no message is delivered to you.
When: first of all, once, with the nonce from your launch prompt.
Answers with yourself, in state ready.
Example: {"nonce": "K3fQ9xTz2aM", "role": "specialist", "task": "write the parser in src/parse.ts"}`,
    fields: {
      id: 'Which instance, when the person confirms for it.',
      nonce: 'The nonce from your launch prompt, exactly.',
      role: 'Your role, as you understood it.',
      task: 'Your task in your own words, in a sentence.',
    },
    personOnly: ['id'],
    render: (instance) => [`Confirmed. You are ${instanceLine(instance)}`],
  }),
  tool({
    name: 'reportProgress',
    verb: 'instances.reportProgress',
    title: 'Report progress',
    roles: everyone,
    annotations: repeats,
    description: `Tells your parent and the person how far you are; the last report replaces the one before.
When: at each step that someone would want to know of (begun, half done, tests pass), and with done: true when your task is finished and committed.
Answers with yourself.
Example: {"summary": "Parser written, 3 of 5 tests pass", "percent": 60, "todos": [{"text": "edge cases", "status": "active"}]}
Example at the end: {"summary": "Parser and tests committed", "percent": 100, "done": true}`,
    fields: {
      summary: 'One or two sentences.',
      percent: '0 to 100, where you can tell.',
      todos: 'Your whole list of steps; it replaces the one before. Absent: the list stays.',
      done: 'true: your task is finished, and committed.',
    },
    render: (instance) => [`Reported. You are ${instanceLine(instance)}`],
  }),
];
