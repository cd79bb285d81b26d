import type { ModelRequest } from './model-request.ts';
import type { Reply } from './reply.ts';

export interface ScriptContext {
  /** How many requests of this kind this conversation has made, this one included: 1 for the first. */
  readonly ordinal: number;
  /** How often this very question has come in a row: 2 when the client tries again after an error. */
  readonly attempt: number;
  /** Aborted when the client has gone or the server stops. */
  readonly signal: AbortSignal;
}

/**
 * Chooses the model's answer. What it throws is a mistake of the test: the client gets a 400 that says so (which
 * nobody tries again), and the server's `stop` rejects with it.
 */
export type Script = (request: ModelRequest, context: ScriptContext) => Reply | Promise<Reply>;
