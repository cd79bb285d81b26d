import { isSettled, type Message, type MessageWay } from '@contract/messages.ts';
import { columns } from '../columns.ts';
import { demand } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { oneLine, type Paints } from '../paint.ts';
import { command, type Kit, wholeNumber } from './command-kit.ts';

/** A screenful or two. */
const lastFew = 50;

export const addMessages = (kit: Kit): void => {
  command(kit, 'messages', 'List messages of the current run: how far each came, and by which way.', [
    'tutti messages',
    'tutti messages spec_1_1 --last 5',
    'tutti messages --json | jq ".[] | select(.state == \\"failed\\")"',
  ])
    .argument('[id]', 'those to or from one instance')
    .option('--last <n>', 'the last n of them', wholeNumber(1, 100_000), lastFew)
    .action(
      kit.runner.run<[string | undefined], { last: number }>(async (context, [id], { last }) => {
        const host = await context.host();
        const { messages } = demand(await host.call('view.get', {}));
        const shown = messages
          .flat()
          .filter(({ from, to }) => id === undefined || from === id || to === id)
          .slice(-last);
        context.print(shown, () => columns(shown.map((message) => messageRow(message, context.paints))));
        return exitCodes.done;
      }),
    );
};

const wayWords: Record<MessageWay, string> = {
  paste: 'paste',
  'stop-hook': 'stop hook',
  inbox: 'inbox',
};

/** Of one that waits and has a time of its own. */
const expiryWords = ({ state, expiresAt }: Message): string =>
  expiresAt === null || isSettled(state) ? '' : `until ${new Date(expiresAt).toTimeString().slice(0, 8)}`;

const messageRow = (message: Message, paints: Paints): string[] => {
  const { id, from, to, state, priority, way, reason, preview, storedAt } = message;
  const why = reason === '' || state === 'accepted' ? '' : `${paints.dim(oneLine(reason))}  `;
  return [
    id,
    paints.dim(new Date(storedAt).toTimeString().slice(0, 8)),
    `${from} → ${to}`,
    state === 'failed' ? paints.bad(state) : state,
    priority === 'normal' ? '' : priority,
    expiryWords(message),
    way === null ? '' : wayWords[way],
    `${why}${oneLine(preview)}`,
  ];
};
