import type { TranscriptEntry } from '@contract/transcripts.ts';
import { demand } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { harmless, type Paints } from '../paint.ts';
import { command, type Kit, wholeNumber } from './command-kit.ts';

export const addTranscript = (kit: Kit): void => {
  command(kit, 'transcript', 'Print what an agent’s CLI has recorded of its conversation.', [
    'tutti transcript spec_1_1',
    'tutti transcript spec_1_1 --last 20',
    'tutti transcript spec_1_1 --around msg_12',
  ])
    .argument('<id>', 'whose')
    .option('--last <n>', 'how many entries', wholeNumber(1, 5000), 100)
    .option('--around <words>', 'those around the first entry with these words, or with this call’s id')
    .action(
      kit.runner.run<[string], { last: number; around?: string }>(async (context, [id], { last, around }) => {
        const host = await context.host();
        const input = { id, last, ...(around === undefined ? {} : { around }) };
        const transcript = demand(await host.call('instances.transcript', input));
        context.print(transcript, () =>
          transcript.entries.map((entry) => entryText(entry, context.paints)).join('\n'),
        );
        return exitCodes.done;
      }),
    );
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
