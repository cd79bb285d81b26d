import { setTimeout as wait } from 'node:timers/promises';
import { fail, ok, type Result } from '@contract/result.ts';
import type { TelemetrySettings } from '@contract/telemetry-settings.ts';
import type { TraceSink } from '../../core/ports/trace-sink.ts';

/** The protocol's own: these may be tried again. */
const passing: ReadonlySet<number> = new Set([429, 502, 503, 504]);

export interface OtlpSinkSetup {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Waits between one try and the next, in ms: after the last it is given up. */
  readonly waits?: readonly number[];
  /** So many ms one try may take: some 2 MB over a slow line. */
  readonly answerMs?: number;
}

const headersOf = (
  { headers }: TelemetrySettings,
  env: OtlpSinkSetup['env'],
): Result<Record<string, string>> => {
  const made: Record<string, string> = { 'content-type': 'application/json' };
  for (const header of headers) {
    const [name = '', variable = ''] = header.split('=');
    const value = env[variable];
    if (value === undefined || value === '')
      return fail(
        'bad_input',
        `the variable ${variable}, which the header ${name} is to hold, is not set where Tutti runs`,
        'Set it before Tutti is started, or take the header out of telemetry.headers.',
      );
    if (/[^\t\x20-\x7e]/.test(value))
      return fail('bad_input', `the variable ${variable} holds what no header can`, 'Set it to one line.');
    made[name] = value;
  }
  return ok(made);
};

/** Of what the other side says so much is told. */
const longestAnswer = 300;

/** What came of one try; null: it may be tried again. */
type Tried = { readonly result: Result<void>; readonly again: boolean };

const tryOnce = async (
  endpoint: string,
  headers: Record<string, string>,
  json: string,
  answerMs: number,
): Promise<Tried> => {
  try {
    const answer = await fetch(endpoint, {
      method: 'POST',
      headers,
      body: json,
      // A header's secret is for this address and no other.
      redirect: 'error',
      signal: AbortSignal.timeout(answerMs),
    });
    const text = (await answer.text()).slice(0, longestAnswer);
    if (answer.ok) return { result: partly(text), again: false };
    const message = `${endpoint} answered ${answer.status}${text === '' ? '' : `: ${text}`}`;
    return {
      result: fail('refused', message, 'Look at telemetry.endpoint and telemetry.headers in the settings.'),
      again: passing.has(answer.status),
    };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const message = `${endpoint} did not answer: ${cause instanceof Error ? cause.message : String(cause)}`;
    return {
      result: fail('timeout', message, 'Check that it runs there, then send the run again.'),
      again: true,
    };
  }
};

/** It took the request, and may have left spans out. */
const partly = (text: string): Result<void> => {
  const said = /"rejectedSpans"\s*:\s*"?([1-9]\d*)/.exec(text);
  return said === null
    ? ok(undefined)
    : fail('refused', `${said[1]} spans were not taken: ${text}`, 'Look at what the endpoint says of them.');
};

/** Sends spans by HTTP. */
export const otlpSink = ({ env, waits = [1000, 4000], answerMs = 20_000 }: OtlpSinkSetup): TraceSink => ({
  send: async (to, json) => {
    const headers = headersOf(to, env);
    if (!headers.ok) return headers;
    for (let tries = 0; ; tries += 1) {
      const { result, again } = await tryOnce(to.endpoint, headers.value, json, answerMs);
      const ms = waits[tries];
      if (result.ok || !again || ms === undefined) return result;
      await wait(ms, undefined, { ref: false });
    }
  },
});
