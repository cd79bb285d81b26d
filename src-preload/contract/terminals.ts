import { z } from 'zod';
import { sizeSchema } from './instances.ts';

/** Bytes as they came from the program; over JSON doors they travel as base64 (see frames.ts). */
export const bytesSchema = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'is not bytes');

/**
 * One item of `terminals.follow`. `offset` counts the bytes of an instance's output from its birth; a snapshot stands for
 * all bytes before its offset and starts the viewer anew (clear, resize to `size`, write `data`).
 */
export const terminalItemSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('snapshot'), offset: z.number().int(), size: sizeSchema, data: z.string() }),
  z.object({ kind: z.literal('output'), offset: z.number().int(), bytes: bytesSchema }),
  z.object({ kind: z.literal('resized'), size: sizeSchema }),
  z.object({ kind: z.literal('gap'), reason: z.string() }),
  z.object({ kind: z.literal('ended'), reason: z.string() }),
]);
export type TerminalItem = z.infer<typeof terminalItemSchema>;

/**
 * Flow control of `terminals.follow`: a viewer acknowledges bytes it has drawn (xterm's write callback); the host stops
 * sending above `high` unacknowledged bytes and goes on under `low`. Figures as VS Code's terminal uses them.
 * A viewer that is more than `resync` behind is sent a snapshot instead of the backlog.
 */
export const flow = { high: 100_000, low: 5_000, ackEvery: 5_000, resync: 2_000_000 } as const;
