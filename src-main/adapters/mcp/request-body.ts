import type { TuttiError } from '@contract/result.ts';

/** 4 MB: a message of the longest text (contract/messages.ts) takes up to 3 MB as JSON in UTF-8. */
export const bodyLimit = 4 * 1024 * 1024;

/** `status` is HTTP's: 400 not JSON, 413 too large. */
export type Body =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly status: 400 | 413; readonly error: TuttiError };

const tooLarge: Body = {
  ok: false,
  status: 413,
  error: {
    code: 'bad_input',
    message: `The request is larger than ${bodyLimit} bytes.`,
    remedy: 'Send less at once: write a long text to a file in the worktree and send its path.',
  },
};

const notJson = (reason: string): Body => ({
  ok: false,
  status: 400,
  error: {
    code: 'bad_input',
    message: `The request's body is not JSON: ${reason}.`,
    remedy: 'Send one JSON document in UTF-8.',
  },
});

const readBytes = async (body: ReadableStream<Uint8Array>): Promise<Buffer | null> => {
  const reader = body.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(parts);
    length += value.byteLength;
    if (length > bodyLimit) {
      await reader.cancel();
      return null;
    }
    parts.push(value);
  }
};

/**
 * Null: longer than the limit. A body whose length was declared is no longer than that (the parser of HTTP ends it there), and
 * is read without a web stream in between, which takes as long as all else that a hook costs.
 */
const bytesOf = async (request: Request): Promise<Uint8Array | null> => {
  const declared = request.headers.get('content-length');
  if (declared !== null) return new Uint8Array(await request.arrayBuffer());
  return request.body === null ? new Uint8Array() : readBytes(request.body);
};

/** Reads a JSON body of at most `bodyLimit` bytes; a declared length beyond it is refused unread. */
export const readJson = async (request: Request): Promise<Body> => {
  if (Number(request.headers.get('content-length')) > bodyLimit) return tooLarge;
  const bytes = await bytesOf(request);
  if (bytes === null) return tooLarge;
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return { ok: true, value };
  } catch (error) {
    return notJson(error instanceof Error ? error.message : String(error));
  }
};
