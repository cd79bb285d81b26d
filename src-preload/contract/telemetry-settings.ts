import { z } from 'zod';

/** An address that takes OTLP over HTTP, without a password in it: that belongs into a variable. */
const isEndpoint = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return (protocol === 'http:' || protocol === 'https:') && username === '' && password === '';
};

/** Where a run's spans are sent to when it ends. */
export const telemetrySettingsSchema = z.object({
  /** The whole address, as `http://127.0.0.1:4318/v1/traces`; empty: nothing is sent. */
  endpoint: z
    .string()
    .max(2000)
    .refine((text) => text === '' || isEndpoint(text), 'is no http or https address without a password in it')
    .default(''),
  /** `Name=VARIABLE`: the header has what that variable of the environment holds when it is sent. The value itself is kept nowhere. */
  headers: z
    .array(
      z
        .string()
        .max(300)
        .regex(
          /^[A-Za-z0-9!#$%&'*+.^_`|~-]+=[A-Za-z_][A-Za-z0-9_]*$/,
          'a header is named with the variable that holds its value, as Authorization=OTLP_AUTH',
        ),
    )
    .max(20)
    .default([]),
});
export type TelemetrySettings = z.infer<typeof telemetrySettingsSchema>;
