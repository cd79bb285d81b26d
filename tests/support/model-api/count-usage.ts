import type { ReplyStep, Usage } from './reply.ts';

/** The usual rule of thumb; what matters is only that both sides count the same number. */
const charactersPerToken = 4;

const noUsage: Usage = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };

export const tokensIn = (characters: number): number =>
  Math.max(1, Math.ceil(characters / charactersPerToken));

/** What a reply costs: as its `usage` steps say, the rest by length. */
export const usageOf = (steps: readonly ReplyStep[], requestLength: number): Usage => {
  let characters = 0;
  let told: Partial<Usage> = {};
  for (const step of steps) {
    if (step.do === 'text' || step.do === 'thinking') characters += step.text.length;
    if (step.do === 'toolCall') characters += step.name.length + JSON.stringify(step.input).length;
    if (step.do === 'usage') told = { ...told, ...step.usage };
  }
  return { ...noUsage, input: tokensIn(requestLength), output: tokensIn(characters), ...told };
};

export const sumOfUsage = (parts: Iterable<Usage>): Usage => {
  let sum = noUsage;
  for (const part of parts) {
    sum = {
      input: sum.input + part.input,
      output: sum.output + part.output,
      cacheRead: sum.cacheRead + part.cacheRead,
      cacheWrite: sum.cacheWrite + part.cacheWrite,
    };
  }
  return sum;
};
