import { onTestFinished } from 'vitest';
import type { Script } from '../../support/model-api/script.ts';
import { type ModelApi, startModelApi } from '../../support/model-api/start-model-api.ts';

/** A server of the running test's own; a script that threw fails the test. */
export const modelApiForTest = async (script: Script): Promise<ModelApi> => {
  const api = await startModelApi({ script });
  onTestFinished(() => api.stop());
  return api;
};

/** One question as each dialect puts it. */
export const questions = {
  anthropic: (text: string, stream: boolean) => ({
    path: '/v1/messages',
    body: { model: 'm', max_tokens: 1000, stream, messages: [{ role: 'user', content: text }] },
  }),
  responses: (text: string, stream: boolean) => ({
    path: '/v1/responses',
    body: { model: 'm', stream, input: [{ role: 'user', content: [{ type: 'input_text', text }] }] },
  }),
  chat: (text: string, stream: boolean) => ({
    path: '/v1/chat/completions',
    body: { model: 'm', stream, messages: [{ role: 'user', content: text }] },
  }),
  gemini: (text: string, stream: boolean) => ({
    path: `/v1beta/models/m:${stream ? 'streamGenerateContent?alt=sse' : 'generateContent'}`,
    body: { contents: [{ role: 'user', parts: [{ text }] }] },
  }),
} as const;

export type Asked = keyof typeof questions;

export const dialectNames = ['anthropic', 'responses', 'chat', 'gemini'] as const;

export const post = (api: ModelApi, { path, body }: { path: string; body: unknown }, signal?: AbortSignal) =>
  fetch(`${api.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: signal ?? null,
  });

export interface ServerEvent {
  readonly name: string | null;
  /** The JSON, or the text where it is none. */
  readonly data: unknown;
}

/** Server-sent events as the standard has them, for what these dialects use of it. */
export const eventsIn = (stream: string): readonly ServerEvent[] => {
  const frames = stream.split('\n\n').filter((frame) => frame.trim() !== '');
  return frames.map((frame) => {
    const field = (name: string) =>
      frame
        .split('\n')
        .find((line) => line.startsWith(`${name}: `))
        ?.slice(name.length + 2);
    const data = field('data') ?? '';
    return { name: field('event') ?? null, data: data.startsWith('{') ? JSON.parse(data) : data };
  });
};
