import type { Role } from '@contract/ids.ts';
import { roles } from '@contract/ids.ts';
import { isSettled, type Message } from '@contract/messages.ts';
import { type Priority, priorities } from '@contract/priority.ts';
import { Option } from 'commander';
import type { FrameClient } from '../../frame-client/frame-client.ts';
import { demand } from '../command-context.ts';
import { duration } from '../durations.ts';
import { exitCodes } from '../exit-codes.ts';
import { oneLine, type Paints } from '../paint.ts';
import { waitFor } from '../wait-for.ts';
import { command, type Kit } from './command-kit.ts';

const groups = ['all', 'children', 'siblings', ...roles.map((role) => `role:${role}` as const)] as const;
type Group = (typeof groups)[number];

interface SendOptions {
  readonly priority?: Priority;
  readonly expires?: number;
  readonly to?: Group;
  readonly toChildren?: boolean;
  readonly toSiblings?: boolean;
  readonly role?: Role;
  readonly all?: boolean;
  readonly replyTo?: string;
  readonly wait?: boolean;
}

export const addSend = (kit: Kit): void => {
  command(kit, 'send', 'Send a message to an instance, to several, or to the person (from a pane).', [
    'tutti send exec_1 "Add a rate limiter to the API"',
    'git diff | tutti send spec_1_1 -',
    'tutti send mgr_1_1 "Run the tests" --wait',
    'tutti send --to all "The schema changed: rebase before you go on"',
    'tutti send --role manager "Stop at the next commit" --priority urgent --expires 30m',
  ])
    .argument(
      '[id]',
      'whom to, e.g. spec_1_1, or person; none with --to, --to-children, --to-siblings, --role or --all',
    )
    .argument('[text]', 'what; - reads it from the standard input')
    .addOption(new Option('--priority <word>', 'what goes first where several wait').choices(priorities))
    .option('--expires <time>', 'not after this time, e.g. 90s, 30m, 2h', duration)
    .option('--reply-to <message>', 'the message that this answers, e.g. msg_12')
    .addOption(new Option('--to <group>', 'to all of a group, as far as you may write').choices(groups))
    .option('--to-children', 'to all children: in a pane its own, else those that nobody spawned')
    .option('--to-siblings', 'to all that have the same parent')
    .addOption(new Option('--role <role>', 'to all of a role').choices(roles))
    .option('--all', 'to all')
    .option('--wait', 'wait until it is accepted, or has failed')
    .action(
      kit.runner.run<[string | undefined, string | undefined], SendOptions>(
        async (context, given, options) => {
          const address = addressed(given, options);
          if (address === null) {
            context.io.err(
              'tutti: Give an instance and a text, or one of --to, --to-children, --to-siblings, --role, --all and a text.\n',
            );
            return exitCodes.usage;
          }
          const { to, words } = address;
          const text = words === '-' ? await context.io.stdin() : words;
          const { priority, expires, replyTo } = options;
          const host = await context.host();
          const { also, ...first } = demand(
            await host.call('messages.send', {
              to,
              text,
              ...(priority === undefined ? {} : { priority }),
              ...(expires === undefined ? {} : { expiresInSeconds: expires }),
              ...(replyTo === undefined ? {} : { replyTo }),
            }),
          );
          const stored = [first, ...also];
          const sent = options.wait ? await settled(host, stored) : stored;
          const isGroup = groupsOf(options).length > 0;
          context.print(isGroup ? sent : sent[0], () =>
            sent.map((message) => messageLine(message, context.paints)).join(''),
          );
          return sent.every(({ state }) => state !== 'failed' && state !== 'expired')
            ? exitCodes.done
            : exitCodes.failed;
        },
      ),
    );
};

const groupsOf = ({ to, toChildren, toSiblings, role, all }: SendOptions): string[] => [
  ...(to === undefined ? [] : [to]),
  ...(toChildren ? ['children'] : []),
  ...(toSiblings ? ['siblings'] : []),
  ...(role === undefined ? [] : [`role:${role}`]),
  ...(all ? ['all'] : []),
];

/** To a group the text is the only argument. Null: these words don't say whom, or what. */
const addressed = (
  [one, other]: readonly (string | undefined)[],
  options: SendOptions,
): { readonly to: string; readonly words: string } | null => {
  const [group, ...more] = groupsOf(options);
  if (one === undefined || more.length > 0 || (group === undefined) === (other === undefined)) return null;
  return group === undefined ? { to: one, words: other ?? '' } : { to: group, words: one };
};

const settled = async (host: FrameClient, stored: readonly Message[]): Promise<Message[]> => {
  const found: Message[] = [];
  for (const { id } of stored)
    found.push(
      await waitFor(host, async () => {
        const { text: _text, ...now } = demand(await host.call('messages.get', { message: id }));
        return isSettled(now.state) ? now : null;
      }),
    );
  return found;
};

const messageLine = (message: Message, paints: Paints): string => {
  const { id, from, to, priority } = message;
  const state = message.state === 'failed' ? paints.bad(message.state) : message.state;
  const reason = message.reason ? paints.dim(`  ${oneLine(message.reason)}`) : '';
  return `${id}  ${from} → ${to}  ${priority === 'normal' ? '' : `${priority}  `}${state}${reason}\n`;
};
