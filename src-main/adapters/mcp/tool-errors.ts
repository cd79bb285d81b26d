import { fail, type TuttiError } from '@contract/result.ts';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import type { z } from 'zod';

/** Under this key of `_meta` the error travels whole, for programs. (Structured content would have to fit the tool's output.) */
export const errorMetaKey = 'tutti/error';

/** An expected failure as a model reads it: what is wrong, what to do next, the evidence. */
export const answerError = (error: TuttiError): CallToolResult => {
  const lines = [`${error.code}: ${error.message}`, `What to do: ${error.remedy}`];
  if (error.details) lines.push(`Details:\n${error.details}`);
  return {
    isError: true,
    content: [{ type: 'text', text: lines.join('\n') }],
    _meta: { [errorMetaKey]: error },
  };
};

/** Of the arguments that there are not, so many are named, and so much of each: their names are whatever a caller made up. */
const namedKeys = 10;
const short = (key: string): string => (key.length > 60 ? `${key.slice(0, 60)}…` : key);

/** As many mistakes are told: who sent a thousand reads no more. */
const toldFaults = 10;

const explain = (issue: z.core.$ZodIssue): { field: string; text: string } => {
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.slice(0, namedKeys).map((key) => [...issue.path, short(key)].join('.'));
    // What has no name is shown as that.
    return {
      field: keys.find((key) => key !== '') ?? '""',
      text: `there is no argument ${keys.map((key) => `"${key}"`).join(', ')}`,
    };
  }
  const field = issue.path.join('.');
  return { field, text: field === '' ? issue.message : `${field}: ${issue.message}` };
};

const argumentsOf = (input: z.ZodObject): string =>
  Object.entries(input.shape)
    .map(([name, schema]) => (schema.safeParse(undefined).success ? `${name} (optional)` : name))
    .join(', ');

/** Wrong arguments: names every field at fault, and what the tool takes. */
export const answerBadInput = (name: string, input: z.ZodObject, error: z.ZodError): CallToolResult => {
  const faults = error.issues.slice(0, toldFaults).map(explain);
  const field = faults[0]?.field ?? '';
  const takes = argumentsOf(input);
  const { error: shown } = fail(
    'bad_input',
    `${name} was not called: ${faults.map((fault) => fault.text).join('; ')}.`,
    `Correct that and call ${name} again. ${takes === '' ? 'It takes no arguments' : `Its arguments: ${takes}`}.`,
    field === '' ? {} : { field },
  );
  return answerError(shown);
};

/** A bug in Tutti: it is in the log with its stack. */
export const answerBug = (name: string): CallToolResult =>
  answerError({
    code: 'internal',
    message: `${name} failed inside Tutti; it may or may not have taken effect.`,
    remedy:
      'Look with list (or read) before you call it again; if it fails again, tell the person with reportBlocker.',
  });

/** The host closes while a call is under way. */
export const answerStopping = (name: string): CallToolResult =>
  answerError({
    code: 'no_host',
    message: `Tutti stopped while ${name} was under way; it may or may not have taken effect.`,
    remedy:
      'Wait a few seconds and call list until it answers, see what took effect, then call again what did not. The address and your token stay the same.',
  });
