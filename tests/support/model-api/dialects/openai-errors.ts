import type { Refusal } from '../reply.ts';
import { messageOf } from './dialect.ts';

export const openaiOverflow =
  'Your input exceeds the context window of this model. Please adjust your input and try again.';

/** The `code` by which OpenAI's clients tell errors apart. */
export const openaiErrorCode = (refusal: Refusal): string => {
  if (refusal.message === openaiOverflow) return 'context_length_exceeded';
  const codes: Readonly<Record<number, string>> = {
    400: 'invalid_request',
    401: 'invalid_api_key',
    404: 'model_not_found',
    429: 'rate_limit_exceeded',
    503: 'server_is_overloaded',
    529: 'server_is_overloaded',
  };
  return codes[refusal.status] ?? 'server_error';
};

export const openaiError = (refusal: Refusal): unknown => {
  const type = refusal.status >= 500 ? 'server_error' : 'invalid_request_error';
  return { error: { message: messageOf(refusal), type, param: null, code: openaiErrorCode(refusal) } };
};
