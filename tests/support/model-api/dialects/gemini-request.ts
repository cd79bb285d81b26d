import type { ParsedRequest, Turn, TurnPart } from '../model-request.ts';
import { listOf, numberOf, recordOf, textOf } from '../reading-json.ts';
import type { WireRequest } from './dialect.ts';
import { withToolNames } from './tool-names.ts';

/** The model and what is wanted of it stand in the path. */
const question = /\/models\/([^/:]+):(generateContent|streamGenerateContent)$/;

export const parseGemini = ({ path, body }: WireRequest): ParsedRequest | null => {
  const found = question.exec(path);
  if (found === null) return null;
  const asked = recordOf(body);
  const config = recordOf(asked.generationConfig);
  const declared = listOf(asked.tools).flatMap((tool) => listOf(recordOf(tool).functionDeclarations));
  return {
    dialect: 'gemini',
    model: decodeURIComponent(found[1] ?? ''),
    isStreaming: found[2] === 'streamGenerateContent',
    maxTokens: numberOf(config.maxOutputTokens),
    system: partsOf(asked.systemInstruction)
      .map((part) => (part.kind === 'text' ? part.text : ''))
      .join('\n'),
    turns: withToolNames(listOf(asked.contents).map(turnOf)),
    tools: declared.map((tool) => ({ name: textOf(recordOf(tool).name), form: 'function' })),
    schema: config.responseJsonSchema ?? config.responseSchema,
    sessionId: null,
    subAgentId: null,
  };
};

const turnOf = (content: unknown): Turn => ({
  role: recordOf(content).role === 'model' ? 'assistant' : 'user',
  parts: partsOf(content),
});

const partsOf = (content: unknown): readonly TurnPart[] => listOf(recordOf(content).parts).map(partOf);

const partOf = (value: unknown): TurnPart => {
  const part = recordOf(value);
  const call = recordOf(part.functionCall);
  const response = recordOf(part.functionResponse);
  if (part.functionCall !== undefined) {
    return { kind: 'toolCall', id: textOf(call.id), name: textOf(call.name), input: call.args };
  }
  if (part.functionResponse !== undefined) return resultOf(response);
  if (part.thought === true) return { kind: 'thinking', text: textOf(part.text) };
  return typeof part.text === 'string' ? { kind: 'text', text: part.text } : { kind: 'other' };
};

const resultOf = (response: ReturnType<typeof recordOf>): TurnPart => {
  const { output, error } = recordOf(response.response);
  const text = textOf(error) || textOf(output) || JSON.stringify(response.response);
  const isError = error !== undefined;
  return { kind: 'toolResult', id: textOf(response.id), name: textOf(response.name), text, isError };
};
