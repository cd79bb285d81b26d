import { type Reply, text } from './reply.ts';
import type { Script } from './script.ts';

/** Enough to know a message by, short enough for a narrow pane. */
const echoed = 60;

/** Answers each message with `ok: ` and its first 60 characters. */
export const echo: Script = (request) => text(`ok: ${[...request.lastUserText].slice(0, echoed).join('')}`);

/**
 * Answers a message with what `act` gives (tool calls), and their results with a text. A message that comes together
 * with results (after a refusal, or typed meanwhile) is a message.
 * @param said the closing text; by default what the tools answered
 */
export const toolThenText =
  (act: (...about: Parameters<Script>) => Reply | Promise<Reply>, said?: string): Script =>
  (request, context) => {
    if (request.newText !== '') return act(request, context);
    return text(said ?? `done: ${request.toolResults.map((result) => result.text).join('\n')}`);
  };
