import { z } from 'zod';
import { tuttiErrorSchema } from './result.ts';

/** Number a caller gives its request; answers and items carry it back. Unique per connection. */
const id = z.number().int().nonnegative();

/** From a caller (window, browser, command line) to a host. */
export const callerFrameSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('call'), id, verb: z.string(), input: z.unknown() }),
  z.object({ kind: z.literal('follow'), id, stream: z.string(), input: z.unknown() }),
  /** Bytes of a stream that were consumed, for its flow control. */
  z.object({ kind: z.literal('ack'), id, bytes: z.number().int().nonnegative() }),
  z.object({ kind: z.literal('cancel'), id }),
]);
export type CallerFrame = z.infer<typeof callerFrameSchema>;

/** From a host to a caller. */
export const hostFrameSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done'), id, value: z.unknown() }),
  z.object({ kind: z.literal('failed'), id, error: tuttiErrorSchema }),
  z.object({ kind: z.literal('item'), id, item: z.unknown() }),
  /** A stream's end; `error` when it did not end by itself. */
  z.object({ kind: z.literal('end'), id, error: tuttiErrorSchema.optional() }),
]);
export type HostFrame = z.infer<typeof hostFrameSchema>;

/** Key under which bytes travel in JSON, as base64. */
const bytesKey = '$bytes';

const toBase64 = (bytes: Uint8Array): string => {
  let binary = '';
  // In slices, since a spread of a large array overflows the stack.
  for (let at = 0; at < bytes.length; at += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(binary);
};

const fromBase64 = (text: string): Uint8Array => {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
};

/** A frame as one line of JSON without a newline, for WebSocket and socket doors. */
export const encodeFrame = (frame: CallerFrame | HostFrame): string =>
  JSON.stringify(frame, function (this: Record<string, unknown>, key, value: unknown) {
    // Buffer has a toJSON that runs before a replacer: look at the original.
    const original = this[key];
    return original instanceof Uint8Array ? { [bytesKey]: toBase64(original) } : value;
  });

/** The reverse of `encodeFrame`, unchecked: parse the result with a frame schema. Throws SyntaxError on bad JSON. */
export const decodeFrame = (line: string): unknown =>
  JSON.parse(line, (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || !(bytesKey in value)) return value;
    const text = value[bytesKey];
    return typeof text === 'string' ? fromBase64(text) : value;
  });
