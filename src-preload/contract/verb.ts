import type { z } from 'zod';

/** A verb changes nothing (`query`) or something (`command`: refused by a read-only door). */
export const query = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) => ({
  kind: 'query' as const,
  input,
  output,
});
export const command = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) => ({
  kind: 'command' as const,
  input,
  output,
});
