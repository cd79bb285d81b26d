import { ok, type Result } from '@contract/result.ts';
import type { TelemetrySettings } from '@contract/telemetry-settings.ts';
import type { TraceSink } from '../../src-main/core/ports/trace-sink.ts';

/** Notes what is sent out of the house. */
export class FakeTraces implements TraceSink {
  readonly sent: { readonly to: TelemetrySettings; readonly json: string }[] = [];
  answer: Result<void> = ok(undefined);

  async send(to: TelemetrySettings, json: string): Promise<Result<void>> {
    this.sent.push({ to, json });
    return this.answer;
  }
}
