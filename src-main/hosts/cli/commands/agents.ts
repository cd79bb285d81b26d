import type { CheckItem } from '@contract/agent-checks.ts';
import type { Breaker } from '@contract/breakers.ts';
import { TuttiFailure } from '@contract/result.ts';
import { type CommandContext, demand, failWith, tokenOf } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { oneLine, type Paints } from '../paint.ts';
import { agentRows, agentsText } from './agent-rows.ts';
import { command, type Kit } from './command-kit.ts';

interface AgentsOptions {
  readonly all?: boolean;
  readonly agree?: readonly string[];
}

export const addAgents = (kit: Kit): void => {
  command(
    kit,
    'agents',
    'List the agent CLIs of this machine with their logins, modes and models, or try one out (agents check PROFILE).',
    ['tutti agents', 'tutti agents check claude --agree trust', 'tutti agents check my-agent --all --json'],
  )
    .argument(
      '[action]',
      'check: tries a profile in a project of its own, and says what Tutti can promise for it',
    )
    .argument('[profile]', 'the profile to check')
    .option('--all', 'every check: some minutes, and some ten thousand tokens of your account')
    .option('--agree <names...>', 'dialogs of the CLI that may be answered for you, such as trust')
    .action(
      kit.runner.run<[string | undefined, string | undefined], AgentsOptions>(
        async (context, [action, profile], { all = false, agree = [] }) => {
          const { io, paints } = context;
          if (action === undefined) {
            const resting = await breakersHere(context);
            const rows = (await agentRows(io.env)).map((row) => ({
              ...row,
              rests: resting.find(({ name }) => name === row.name) ?? null,
            }));
            context.print(rows, () => agentsText(rows, paints));
            return exitCodes.done;
          }
          if (action !== 'check' || profile === undefined)
            return failWith({
              code: 'bad_input',
              message: `agents ${action} is not known, or has no profile.`,
              remedy: 'Say: tutti agents check PROFILE',
              field: 'action',
            });
          if (tokenOf(io))
            return failWith({
              code: 'refused',
              message: 'An instance can’t try profiles.',
              remedy: 'Ask the person.',
            });
          // Loaded here alone, as the parts of a host are.
          const { checkAgent } = await import('../../check-agent/check-agent.ts');
          const { hostPlaces } = await import('../../open-project/host-places.ts');
          const items: CheckItem[] = [];
          const stop = new AbortController();
          const stopListening = io.onInterrupt(() => stop.abort());
          const checked = await checkAgent(
            { profile, all, agree: [...agree] },
            { env: io.env, places: hostPlaces() },
            (item) => {
              items.push(item);
              if (!context.json) io.out(itemText(item, paints));
            },
            stop.signal,
          );
          stopListening();
          demand(checked);
          if (context.json) context.print(items, () => '');
          return items.some(({ verdict }) => verdict === 'no') ? exitCodes.failed : exitCodes.done;
        },
      ),
    );
};

/** Profiles that failed too often, where a host of the project runs: the list itself needs none. */
const breakersHere = async (context: CommandContext): Promise<readonly Breaker[]> => {
  try {
    const host = await context.host();
    const listed = await host.call('breakers.list', {});
    return listed.ok ? listed.value.filter(({ scope }) => scope === 'profile') : [];
  } catch (error) {
    if (error instanceof TuttiFailure) return [];
    throw error;
  }
};

const marks = { yes: '✓', partly: '~', no: '✗', untried: '–' } as const;

const itemText = ({ check, verdict, words, remedy, ms }: CheckItem, paints: Paints): string => {
  const paint = verdict === 'yes' ? paints.good : verdict === 'no' ? paints.bad : paints.dim;
  const time = verdict === 'untried' ? '' : paints.dim(`  ${(ms / 1000).toFixed(1)} s`);
  const next = remedy === null ? '' : `    ${remedy}\n`;
  return `${paint(marks[verdict])} ${check.padEnd(18)} ${oneLine(words)}${time}\n${next}`;
};
