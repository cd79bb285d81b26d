import type { Message } from '@contract/messages.ts';
import { demand } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { oneLine, type Paints } from '../paint.ts';
import { waitFor } from '../wait-for.ts';
import { command, type Kit } from './command-kit.ts';

export const addSend = (kit: Kit): void => {
  command(kit, 'send', 'Send a message to an instance (or to the person, from a pane).', [
    'tutti send exec_1 "Add a rate limiter to the API"',
    'git diff | tutti send spec_1_1 -',
    'tutti send mgr_1_1 "Run the tests" --wait',
  ])
    .argument('<id>', 'whom to, e.g. spec_1_1, or person')
    .argument('<text>', 'what; - reads it from the standard input')
    .option('--wait', 'wait until it is accepted, or has failed')
    .action(
      kit.runner.run<[string, string], { wait?: boolean }>(async (context, [to, given], options) => {
        const text = given === '-' ? await context.io.stdin() : given;
        const host = await context.host();
        const stored = demand(await host.call('messages.send', { to, text }));
        const message = options.wait
          ? await waitFor(host, async () => {
              const now = demand(await host.call('messages.get', { message: stored.id }));
              return now.state === 'accepted' || now.state === 'failed' ? withoutText(now) : null;
            })
          : stored;
        context.print(message, () => messageLine(message, context.paints));
        return message.state === 'failed' ? exitCodes.failed : exitCodes.done;
      }),
    );
};

const withoutText = ({ text: _text, ...message }: Message & { text: string }): Message => message;

const messageLine = (message: Message, paints: Paints): string => {
  const state = message.state === 'failed' ? paints.bad(message.state) : message.state;
  const reason = message.reason ? paints.dim(`  ${oneLine(message.reason)}`) : '';
  return `${message.id}  ${message.from} → ${message.to}  ${state}${reason}\n`;
};
