import { fail, ok, type Result } from '@contract/result.ts';
import type { VerbOutput } from '@contract/verbs.ts';
import type { Run } from '@contract/view.ts';
import { noticeFacts } from '../coordination/stored-facts.ts';
import type { Crew } from '../hierarchy/crew.ts';
import type { Keeper } from '../keeper.ts';
import { maskWithin } from '../model/leaks/mask-leaks.ts';
import { tracesOf } from './analysis/otlp.ts';
import { RunReader } from './read-run.ts';

/** Spans of one request: some 2 MB, which is what collectors take by default. */
const spansOfRequest = 2000;

/** Sends a run's spans to the endpoint that is set, with what looks like a secret masked. */
export const sendSpans = async (crew: Crew, run: Run): Promise<Result<VerbOutput<'runs.sendSpans'>>> => {
  const { telemetry } = crew.ledger.view.settings;
  if (telemetry.endpoint === '')
    return fail(
      'wrong_state',
      'no endpoint for traces is set',
      'Set telemetry.endpoint in the settings: the whole address, as http://127.0.0.1:4318/v1/traces.',
    );
  const facts = await new RunReader(crew.ports).gather(run);
  const of = { project: crew.ports.ground().marker, version: crew.ports.host.version };
  const masked: string[] = [];
  let count = 0;
  for (let from: number | null = 0; from !== null; ) {
    const part = tracesOf(facts, of, { from, limit: spansOfRequest });
    const sent = await crew.ports.traces.send(telemetry, JSON.stringify(maskWithin(part.traces, masked)));
    if (!sent.ok) return sent;
    count += part.spans;
    from = part.next;
  }
  return ok({ run: run.run, endpoint: telemetry.endpoint, spans: count, masked: masked.length });
};

/** Sends each run as it ends, where an endpoint is set. What could not be sent the person is told. */
export const sendAtEnd = (crew: Crew): Keeper => {
  const send = async (number: number, cause: number): Promise<void> => {
    const run = crew.ports.store.runs().find((one) => one.run === number);
    if (run === undefined) return;
    const sent = await sendSpans(crew, run);
    if (crew.stopped) return;
    if (sent.ok) crew.ports.log.info('a run’s spans were sent', { ...sent.value });
    else {
      const { message, remedy } = sent.error;
      const text = `The spans of run ${number} could not be sent: ${message}. ${remedy} Again: tutti export ${number} --format otlp --send`;
      crew.ledger.append(noticeFacts(crew, [{ to: 'person', text }], { cause }));
    }
  };
  crew.ledger.listen((events) => {
    if (crew.stopped || crew.ledger.view.settings.telemetry.endpoint === '') return;
    for (const event of events)
      if (event.kind === 'run.ended')
        send(event.data.run, event.seq).catch((error: unknown) =>
          crew.ports.log.error('sending spans', error, { run: event.data.run }),
        );
  });
  return {};
};
