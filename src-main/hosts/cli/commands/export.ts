import type { VerbOutput } from '@contract/verbs.ts';
import { Option } from 'commander';
import type { FrameClient } from '../../frame-client/frame-client.ts';
import { type CommandContext, demand } from '../command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { writeExport } from '../write-export.ts';
import { command, type Kit, wholeNumber } from './command-kit.ts';

interface ExportOptions {
  readonly format: 'otlp';
  readonly output: string;
  readonly force?: boolean;
}

type Named = { readonly run?: number };

export const addExport = (kit: Kit): void => {
  command(kit, 'export', 'Write what was recorded of a run to a file.', [
    'tutti export 11 --format otlp --output run-11.json',
    'tutti export --format otlp --output -',
  ])
    .argument('[run]', 'its number, as tutti runs lists it; the last when it is not given', wholeNumber(1))
    .addOption(new Option('--format <format>', 'what is written').choices(['otlp']).makeOptionMandatory())
    .requiredOption('--output <file>', 'where to; - is the standard output')
    .option('--force', 'replace a file that is there already')
    .action(
      kit.runner.run<[number | undefined], ExportOptions>(async (context, [run], options) => {
        const host = await context.host();
        return exportSpans(context, host, run === undefined ? {} : { run }, options);
      }),
    );
};

/** What was written is told where it does not stand on the same output. */
const tell = (context: CommandContext, output: string, facts: object, text: string): ExitCode => {
  if (output !== '-') context.print({ output, ...facts }, () => `${text}\n`);
  return exitCodes.done;
};

const exportSpans = async (
  context: CommandContext,
  host: FrameClient,
  named: Named,
  { output, force = false }: ExportOptions,
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
