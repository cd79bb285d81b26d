import { type RecordingFormat, recordingFormats } from '@contract/recording-export.ts';
import { fail } from '@contract/result.ts';
import {
  type ExampleForm,
  type ExampleOutcome,
  exampleForms,
  exampleOutcomes,
} from '@contract/training-examples.ts';
import type { VerbOutput } from '@contract/verbs.ts';
import { Option } from 'commander';
import type { FrameClient } from '../../frame-client/frame-client.ts';
import { type CommandContext, demand, failWith } from '../command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { exportRecording, maskedWords } from '../export-recording.ts';
import { writeExport } from '../write-export.ts';
import { command, type Kit, wholeNumber } from './command-kit.ts';

interface ExportOptions {
  readonly format: RecordingFormat | 'otlp' | 'jsonl';
  readonly form: ExampleForm;
  readonly outcome?: ExampleOutcome[];
  readonly output?: string;
  readonly send?: boolean;
  readonly instance?: string[];
  readonly unmasked?: boolean;
  readonly force?: boolean;
}

/** One that goes to a file. */
type Written = ExportOptions & { readonly output: string };

type Named = { readonly run?: number };

export const addExport = (kit: Kit): void => {
  command(kit, 'export', 'Write what was recorded of a run to a file, without its secrets.', [
    'tutti export 11 --format tutti --output run-11.tutti',
    'tutti export 11 --format cast --instance exec_1 --output exec_1.cast',
    'tutti export 11 --format otlp --output run-11.json',
    'tutti export --format otlp --output -',
    'tutti export 11 --format jsonl --form openai --outcome done --output examples.jsonl',
  ])
    .argument('[run]', 'its number, as tutti runs lists it; the last when it is not given', wholeNumber(1))
    .addOption(
      new Option('--format <format>', 'what is written')
        .choices([...recordingFormats, 'otlp', 'jsonl'])
        .makeOptionMandatory(),
    )
    .option('--output <file>', 'where to; - is the standard output')
    .option('--send', 'otlp: to the endpoint that the settings name, in place of a file')
    .addOption(
      new Option('--form <form>', 'jsonl: whose form the messages have')
        .choices(exampleForms)
        .default('anthropic'),
    )
    .addOption(
      new Option('--outcome <outcome...>', 'jsonl: only tasks that came to this').choices(exampleOutcomes),
    )
    .option('--instance <id...>', 'cast, cast-v2: only these; of several, or all, a folder is made')
    .option('--unmasked', 'leave in what looks like a secret, or is one by the settings')
    .option('--force', 'replace a file that is there already')
    .action(
      kit.runner.run<[number | undefined], ExportOptions>(async (context, [run], options) => {
        const host = await context.host();
        const named = run === undefined ? {} : { run };
        const { output, format, send = false } = options;
        if (send && format === 'otlp' && output === undefined) return sendSpans(context, host, named);
        if (send || output === undefined)
          return failWith(
            fail('bad_input', 'say --output FILE, or --send with --format otlp', 'One of the two.', {
              field: 'output',
            }).error,
          );
        const written = { ...options, output };
        if (format === 'otlp') return exportSpans(context, host, named, written);
        if (format === 'jsonl') return exportExamples(context, host, named, written);
        return exportRecording(context, host, { ...written, format, run: run ?? (await lastRun(host)) });
      }),
    );
};

const lastRun = async (host: FrameClient): Promise<number> => {
  const runs = demand(await host.call('runs.list', {})).map(({ run }) => run);
  return runs.length === 0
    ? failWith({ code: 'not_found', message: 'there has been no run yet', remedy: 'Begin one: `tutti run`.' })
    : Math.max(...runs);
};

/** What was written is told where it does not stand on the same output. */
const tell = (context: CommandContext, output: string, facts: object, text: string): ExitCode => {
  if (output !== '-') context.print({ output, ...facts }, () => `${text}\n`);
  return exitCodes.done;
};

const sendSpans = async (context: CommandContext, host: FrameClient, named: Named): Promise<ExitCode> => {
  const sent = demand(await host.call('runs.sendSpans', named));
  const masked = sent.masked === 0 ? 'no secrets found' : `${sent.masked} secrets masked`;
  context.print(sent, () => `Sent ${sent.spans} spans of run ${sent.run} to ${sent.endpoint}; ${masked}\n`);
  return exitCodes.done;
};

const exportSpans = async (
  context: CommandContext,
  host: FrameClient,
  named: Named,
  { output, force = false }: Written,
): Promise<ExitCode> => {
  const sum = await writeExport(context.io, { output, force }, async (write) => {
    let spans = 0;
    let run = 0;
    for (let from: number | null = 0; from !== null; ) {
      const part: VerbOutput<'runs.spans'> = demand(await host.call('runs.spans', { ...named, from }));
      write(`${part.json}\n`);
      spans += part.spans;
      run = part.run;
      from = part.next;
    }
    return { run, spans };
  });
  return tell(context, output, sum, `Wrote ${sum.spans} spans of run ${sum.run} to ${output}`);
};

const exportExamples = async (
  context: CommandContext,
  host: FrameClient,
  named: Named,
  { output, force = false, form, outcome, unmasked = false }: Written,
): Promise<ExitCode> => {
  const asked = { ...named, form, mask: !unmasked, ...(outcome === undefined ? {} : { outcomes: outcome }) };
  const sum = await writeExport(context.io, { output, force }, async (write) => {
    const masked = new Map<string, number>();
    let examples = 0;
    let run = 0;
    for (let from: number | null = 0; from !== null; ) {
      const part: VerbOutput<'runs.examples'> = demand(await host.call('runs.examples', { ...asked, from }));
      for (const line of part.lines) write(`${line}\n`);
      for (const [what, count] of Object.entries(part.masked))
        masked.set(what, (masked.get(what) ?? 0) + count);
      examples += part.lines.length;
      run = part.run;
      from = part.next;
    }
    return { run, examples, masked: Object.fromEntries(masked) };
  });
  const hidden = maskedWords(unmasked ? null : sum.masked);
  return tell(
    context,
    output,
    sum,
    `Wrote ${sum.examples} examples of run ${sum.run} to ${output}; ${hidden}`,
  );
};
