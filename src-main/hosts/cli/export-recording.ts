import { resolve } from 'node:path';
import type { ExportItem, RecordingFormat } from '@contract/recording-export.ts';
import { fail, type TuttiError } from '@contract/result.ts';
import type { FrameClient } from '../frame-client/frame-client.ts';
import { type CommandContext, failWith } from './command-context.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';

interface Asked {
  readonly run: number;
  readonly format: RecordingFormat;
  readonly instance?: string[];
  readonly unmasked?: boolean;
  readonly output: string;
  readonly force?: boolean;
}

type Done = Extract<ExportItem, { kind: 'done' }>;

/** What was masked, as the end of a sentence; null: it was not asked for. */
export const maskedWords = (masked: Readonly<Record<string, number>> | null): string => {
  if (masked === null) return 'nothing masked';
  const kinds = Object.entries(masked).map(([what, count]) => `${what} (${count})`);
  return kinds.length === 0 ? 'no secrets found' : `masked: ${kinds.join(', ')}`;
};

const phases = { copying: 'copied', masking: 'searched for secrets', writing: 'written' } as const;

/** Follows an export to its end. An interrupted one leaves nothing. */
const follow = (context: CommandContext, host: FrameClient, asked: Asked): Promise<Done | TuttiError> =>
  new Promise((resolved) => {
    const { io, json } = context;
    const { run, format, instance, unmasked = false, force = false } = asked;
    const output = asked.output === '-' ? null : resolve(io.cwd, asked.output);
    const some = instance === undefined ? {} : { instances: instance };
    let done: Done | null = null;
    let shown = false;
    // One line that is written over, and only where a person looks on.
    const show = (text: string): void => {
      if (json || !io.colour) return;
      io.err(`\r\x1b[K${text}`);
      shown = text !== '';
    };
    const input = { run, format, masked: !unmasked, output, force, ...some };
    const following = host.follow('recordings.export', input, {
      item: (item) => {
        if (item.kind === 'progress') show(`${phases[item.phase]}: ${Math.floor(item.share * 100)} %`);
        else if (item.kind === 'done') done = item;
        else {
          io.out(item.bytes);
          following.ack(item.bytes.length);
        }
      },
      end: (error) => {
        stopListening();
        if (shown) show('');
        resolved(error ?? done ?? brokenOff);
      },
    });
    const stopListening = io.onInterrupt(() => {
      following.cancel();
      resolved(cancelled);
    });
  });

const brokenOff = fail('internal', 'The export broke off.', 'Try again.').error;
const cancelled = fail(
  'wrong_state',
  'The export was cancelled; nothing of it is left.',
  'Ask for it again.',
).error;

/** Writes a recording: the host does, since it may be large, and whoever asks may go on. */
export const exportRecording = async (
  context: CommandContext,
  host: FrameClient,
  asked: Asked,
): Promise<ExitCode> => {
  const ended = await follow(context, host, asked);
  if (!('kind' in ended)) return failWith(ended);
  const { output, files, bytes, masked, unknown } = ended;
  if (output !== null)
    context.print({ run: asked.run, output, files, bytes, masked, unknown }, () => {
      const what = files === 1 ? `${bytes} bytes` : `${files} files, ${bytes} bytes,`;
      const missing = unknown.length === 0 ? '' : `Without a value to look for: ${unknown.join(', ')}\n`;
      return `Wrote ${what} of run ${asked.run} to ${output}; ${maskedWords(masked)}\n${missing}`;
    });
  return exitCodes.done;
};
