import type { TranscriptEntry } from '@contract/transcripts.ts';
import { type CommandContext, demand } from '../command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { harmless, type Paints } from '../paint.ts';
import { command, type Kit, wholeNumber } from './command-kit.ts';

interface Options {
  readonly last: number;
  readonly around?: string;
  readonly before?: number;
  readonly find?: string;
}

export const addTranscript = (kit: Kit): void => {
  command(kit, 'transcript', 'Print what an agent’s CLI has recorded of its conversation.', [
    'tutti transcript spec_1_1',
    'tutti transcript spec_1_1 --last 20',
    'tutti transcript spec_1_1 --around msg_12',
    'tutti transcript spec_1_1 --last 50 --before 400',
    'tutti transcript spec_1_1 --find "token refresh"',
  ])
    .argument('<id>', 'whose')
    .option('--last <n>', 'how many entries', wholeNumber(1, 5000), 100)
    .option('--around <words>', 'those around a message, a call’s id, or the first entry with these words')
    .option(
      '--before <n>',
      'those before the entry with this number',
      wholeNumber(0, Number.MAX_SAFE_INTEGER),
    )
    .option('--find <words>', 'every entry with these words, as one line with its number')
    .action(
      kit.runner.run<[string], Options>(async (context, [id], { last, around, before, find }) => {
        const host = await context.host();
        if (find !== undefined) return printHits(context, { id, words: find, last });
        const input = {
          id,
          last,
          ...(around === undefined ? {} : { around }),
          ...(before === undefined ? {} : { before }),
        };
        const transcript = demand(await host.call('instances.transcript', input));
        context.print(transcript, () =>
          transcript.entries.map((entry) => entryText(entry, context.paints)).join('\n'),
        );
        if (around !== undefined && transcript.found === null)
          context.io.err(`tutti: ${harmless(around)} stands nowhere in it: these are the last entries.\n`);
        return exitCodes.done;
      }),
    );
};

/** The last hits, each with the number that `--before` takes. */
const printHits = async (
  context: CommandContext,
  { id, words, last }: { readonly id: string; readonly words: string; readonly last: number },
): Promise<ExitCode> => {
  const host = await context.host();
  const { hits } = demand(await host.call('instances.searchTranscript', { id, words }));
  const found: TranscriptEntry[] = [];
  for (const from of hits.slice(-last))
    found.push(...demand(await host.call('instances.transcript', { id, from, last: 1 })).entries);
  context.print(found, () => found.map((entry) => hitText(entry, words, context.paints)).join('\n'));
  return exitCodes.done;
};

/** The line that the words stand in. */
const hitText = ({ index, kind, tool, text }: TranscriptEntry, wanted: string, paints: Paints): string => {
  const lines = harmless(text).split('\n');
  const line = lines.find((each) => each.toLowerCase().includes(wanted.toLowerCase())) ?? lines[0] ?? '';
  return `${paints.dim(String(index))} ${tool ?? kind}: ${line.trim().slice(0, 200)}`;
};

const words = { prompt: '>', said: '•', thought: '…', tool: '$', result: '=' } as const;

const entryText = (entry: TranscriptEntry, paints: Paints): string => {
  const { kind, tool, failed, text, at } = entry;
  const time = at === null ? '' : paints.dim(`${new Date(at).toLocaleTimeString('en-GB')} `);
  const head = `${time}${words[kind]} ${tool === null ? kind : paints.bold(tool)}${failed ? ` ${paints.bad('failed')}` : ''}`;
  const lines = harmless(text)
    .split('\n')
    .map((line) => `  ${line}`);
  return `${head}\n${lines.join('\n')}\n`;
};
