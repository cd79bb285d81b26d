import { mcpCall } from '../../support/model-api/hands.ts';
import type { ModelRequest } from '../../support/model-api/model-request.ts';
import { type Reply, text } from '../../support/model-api/reply.ts';

/** What one agent of the team has done so far, read off its conversation as a model reads it. */
export interface Mind {
  readonly request: ModelRequest;
  readonly id: string;
  readonly role: string;
  readonly parent: string;
  readonly task: string;
  readonly nonce: string | null;
  /** How often it has called a tool whose name ends so, with an input that holds `text`. */
  called(tool: string, text?: string): number;
  /** Whether somebody wrote it this. */
  heard(text: string): boolean;
  /** All that was written to it, or read by it in its inbox. */
  readonly told: string;
  tutti(tool: string, input: unknown): Reply;
}

const partOf = (system: string, pattern: RegExp): string => pattern.exec(system)?.[1]?.trim() ?? '';

export const mindOf = (request: ModelRequest): Mind => {
  const { system, turns } = request;
  const parts = turns.flatMap(({ role, parts }) => parts.map((part) => ({ role, part })));
  const told = parts
    .flatMap(({ role, part }) =>
      role !== 'assistant' && (part.kind === 'text' || part.kind === 'toolResult') ? [part.text] : [],
    )
    .join('\n');
  return {
    request,
    id: partOf(system, /# You are ([^\s,]+), an? \w+ in/),
    role: partOf(system, /# You are \S+, an? (\w+) in/),
    parent: partOf(system, /- Your parent: (\S+)/),
    task: partOf(system, /## Your task\n+([^\n]+)/),
    nonce: /tool `confirm` with nonce `([^`]+)`/.exec(system)?.[1] ?? null,
    called: (tool, text = '') =>
      parts.filter(
        ({ part }) =>
          part.kind === 'toolCall' && part.name.endsWith(tool) && JSON.stringify(part.input).includes(text),
      ).length,
    heard: (text) => told.includes(text),
    told,
    tutti: (tool, input) => mcpCall(request, 'tutti', tool, input),
  };
};

/** Whether it has been taken, and what taking it is. */
export type Step = readonly [taken: boolean, step: () => Reply];

/** The next of several steps that has not been taken yet; its words once all are. */
export const next = (steps: readonly Step[], last: string): Reply =>
  steps.find(([taken]) => !taken)?.[1]() ?? text(last);

/** Tells whoever is above it. */
export const report = ({ called, tutti, parent }: Mind, words: string): Step => [
  called('__sendMessage', words) > 0,
  () => tutti('sendMessage', { to: parent, text: words }),
];

export const finish = ({ called, tutti, task }: Mind): Step => [
  called('__reportProgress') > 0,
  () => tutti('reportProgress', { summary: `Done: ${task}`, percent: 100, done: true }),
];

/** Where an agent works, as its CLI tells its model. */
export const workingFolder = ({ system, turns }: ModelRequest): string => {
  const told = [
    system,
    ...turns.flatMap(({ parts }) => parts.map((part) => ('text' in part ? part.text : ''))),
  ];
  const folder = /working directory: (\/[^\n]+)/i.exec(told.join('\n'))?.[1];
  if (folder === undefined) throw new Error('the agent does not tell where it works');
  return folder.trim();
};
