import type { Result } from '@contract/result.ts';
import type { TelemetrySettings } from '@contract/telemetry-settings.ts';

/** Takes spans out of the house. */
export interface TraceSink {
  /**
   * Sends one TracesData in OTLP's JSON. Tries a few times where the other side is busy or does not answer. Errors: `bad_input` (a variable
   * that a header names is not there), `timeout` (no answer), `refused` (it said no; `message` says what).
   */
  send(to: TelemetrySettings, json: string): Promise<Result<void>>;
}
