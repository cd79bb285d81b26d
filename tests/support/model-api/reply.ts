/** Tokens. `input` is what was read anew: what came from or went into the cache is counted beside it. */
export interface Usage {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
}

export type StopReason = 'end' | 'length' | 'refusal';

export interface Refusal {
  readonly status: number;
  readonly message?: string;
  /** Instead of the dialect's own form. */
  readonly body?: unknown;
  readonly retryAfterSeconds?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export type ReplyStep =
  | { readonly do: 'text'; readonly text: string; readonly pieces: number }
  | { readonly do: 'thinking'; readonly text: string }
  | { readonly do: 'toolCall'; readonly name: string; readonly input: unknown; readonly id: string | null }
  | { readonly do: 'begin' }
  | { readonly do: 'delay'; readonly ms: number }
  | { readonly do: 'waitFor'; readonly promise: Promise<unknown> }
  | { readonly do: 'hang' }
  | ({ readonly do: 'status' } & Refusal)
  | { readonly do: 'malformedStream' }
  | { readonly do: 'cutStream' }
  | { readonly do: 'contextOverflow' }
  | { readonly do: 'usage'; readonly usage: Partial<Usage> }
  | { readonly do: 'stop'; readonly reason: StopReason };

/** A text alone is a reply of one `text` step. */
export type Reply = string | ReplyStep | readonly ReplyStep[];

/** @param pieces into how many parts of the stream it is cut */
export const text = (text: string, pieces = 1): ReplyStep => ({ do: 'text', text, pieces });
export const thinking = (text: string): ReplyStep => ({ do: 'thinking', text });

/** A call of one of the client's own tools, by the name it offers it under. A text as input is a freeform one. */
export const toolCall = (name: string, input: unknown, id: string | null = null): ReplyStep => ({
  do: 'toolCall',
  name,
  input,
  id,
});

/** Sends the head of the stream now: what follows can then no longer be a status, only an error in the stream. */
export const begin = (): ReplyStep => ({ do: 'begin' });
export const delay = (ms: number): ReplyStep => ({ do: 'delay', ms });
export const waitFor = (promise: Promise<unknown>): ReplyStep => ({ do: 'waitFor', promise });
/** Nothing more comes, until the client gives up or the server stops. */
export const hang = (): ReplyStep => ({ do: 'hang' });

/** An HTTP error; after content has been sent, an error in the stream. Ends the reply. */
export const status = (code: number, about: Omit<Refusal, 'status'> = {}): ReplyStep => ({
  do: 'status',
  status: code,
  ...about,
});

/** Bytes that are no event of the dialect, and the end. */
export const malformedStream = (): ReplyStep => ({ do: 'malformedStream' });
/** The connection is torn in the middle of a stream. */
export const cutStream = (): ReplyStep => ({ do: 'cutStream' });
/** The dialect's own way to say that the conversation is too long for the model. */
export const contextOverflow = (): ReplyStep => ({ do: 'contextOverflow' });
/** What this reply costs; what is left out is counted from the lengths (4 characters a token). */
export const usage = (usage: Partial<Usage>): ReplyStep => ({ do: 'usage', usage });
export const stop = (reason: StopReason): ReplyStep => ({ do: 'stop', reason });

export const stepsOf = (reply: Reply): readonly ReplyStep[] => {
  if (typeof reply === 'string') return [text(reply)];
  return 'do' in reply ? [reply] : reply;
};
