import { tokensIn } from './count-usage.ts';
import type { WireRequest } from './dialects/dialect.ts';

interface PlainAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** What the CLIs ask besides questions to the model. What is unknown gets a 404, as from the real servers. */
export const answerPlainly = (method: string, wire: WireRequest): PlainAnswer => {
  const { path, body } = wire;
  const tokens = tokensIn(JSON.stringify(body ?? '').length);
  if (path.endsWith('/count_tokens')) return { status: 200, body: { input_tokens: tokens } };
  if (path.endsWith(':countTokens')) return { status: 200, body: { totalTokens: tokens } };
  if (method === 'HEAD') return { status: 200, body: '' };
  if (method === 'GET' && path.endsWith('/models')) return { status: 200, body: modelList };
  const message = `nothing is scripted for ${method} ${path}`;
  return { status: 404, body: { type: 'error', error: { type: 'not_found_error', message } } };
};

/** `data` is read by Anthropic's and OpenAI's clients, `models` by codex's and Gemini's. */
const modelList = {
  object: 'list',
  data: [{ id: 'scripted', object: 'model', type: 'model', display_name: 'Scripted', created: 0 }],
  has_more: false,
  models: [],
};
