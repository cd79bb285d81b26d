import { type BudgetKind, type Budgets, budgetKinds } from '@contract/budgets.ts';
import { approvalSchema, type LimitsWish } from '@contract/run-templates.ts';
import { InvalidArgumentError, Option } from 'commander';
import type { FrameClient } from '../../frame-client/frame-client.ts';
import { type CommandContext, demand, failWith } from '../command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { amount, command, type Kit, wholeNumber } from './command-kit.ts';
import { followRun } from './run-progress.ts';
import { launchedText, templatesText } from './run-texts.ts';

interface RunOptions {
  readonly goal?: string;
  readonly agent?: string;
  readonly managerAgent?: string;
  readonly specialistAgent?: string;
  readonly var: Readonly<Record<string, string>>;
  readonly title?: string;
  readonly model?: string;
  readonly permissions?: string;
  readonly acceptDanger?: boolean;
  readonly confirm: boolean;
  readonly approval?: 'off' | 'managers' | 'all';
  readonly maxExecutives?: number;
  readonly maxManagers?: number;
  readonly maxSpecialists?: number;
  readonly maxChildren?: number;
  readonly budgetTokens?: number;
  readonly budgetCost?: number;
  readonly budgetMinutes?: number;
  readonly wait?: boolean;
  readonly list?: boolean;
}

export const addRun = (kit: Kit): void => {
  command(
    kit,
    'run',
    'Begin a run: one executive with your goal, and a template’s plan and tasks if you name one.',
    [
      'tutti run --list',
      'tutti run --goal "Make the parser twice as fast" --agent claude',
      'tutti run web-application --goal "a shop for bicycles" --agent claude --var database=SQLite --wait',
      'tutti run data-pipeline --goal - --agent codex --var source=S3 --budget-cost 20 --approval managers',
    ],
  )
    .argument('[template]', 'what the plan is made from; without one the executive makes it')
    .option('--goal <text>', 'what is to be done; - reads standard input')
    .option('--agent <profile>', 'the profile of all')
    .option('--manager-agent <profile>', 'the profile of managers')
    .option('--specialist-agent <profile>', 'the profile of specialists')
    .option('--var <name=value>', 'an answer to the template; once for each', answer, {})
    .option('--title <text>', 'of the run; the head of the goal when it is not given')
    .option('--model <name>', 'the model of the executive')
    .option('--permissions <mode>', 'what the executive may do without asking; tutti agents names the modes')
    .option('--accept-danger', 'your explicit yes to a mode that asks for nothing any more')
    .option('--no-confirm', 'take the executive as ready without its confirmation')
    .addOption(
      new Option('--approval <who>', 'whose spawns wait for your yes').choices(approvalSchema.options),
    )
    .option('--max-executives <n>', 'executives that may live at once', wholeNumber(1, 100))
    .option('--max-managers <n>', 'managers that may live at once', wholeNumber(0, 500))
    .option('--max-specialists <n>', 'specialists that may live at once', wholeNumber(0, 1000))
    .option('--max-children <n>', 'children that one instance may have', wholeNumber(0, 200))
    .option('--budget-tokens <n>', 'tokens that the run may use', wholeNumber(1))
    .option('--budget-cost <dollars>', 'US dollars that the run may cost', amount)
    .option('--budget-minutes <n>', 'minutes that the run may take', wholeNumber(1))
    .option('--wait', 'until the executive is done, telling how far it is; Ctrl C leaves the run on')
    .option('--list', 'list the templates and what they ask, and begin nothing')
    .action(kit.runner.run<[string | undefined], RunOptions>(run));
};

/** `name=value`; commander hands over what came before. */
const answer = (text: string, before: Readonly<Record<string, string>>): Record<string, string> => {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('It is an answer, such as database=SQLite.');
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
};

const run = async (
  context: CommandContext,
  [template]: [string | undefined],
  options: RunOptions,
): Promise<ExitCode> => {
  if (options.list === true) return list(context);
  const goal = options.goal === '-' ? await context.io.stdin() : options.goal;
  if (goal === undefined)
    return failWith({
      code: 'bad_input',
      message: '--goal is missing.',
      remedy: 'Say what is to be done: tutti run --goal "…"',
      field: 'goal',
    });
  const host = await context.host();
  const launched = demand(await host.call('runs.launch', await inputOf(host, template, goal, options)));
  if (options.wait !== true) {
    context.print(launched, () => launchedText(launched, context.paints));
    return exitCodes.done;
  }
  if (!context.json) context.io.out(launchedText(launched, context.paints));
  return followRun(context, host, launched);
};

const list = async (context: CommandContext): Promise<ExitCode> => {
  const host = await context.host();
  const templates = demand(await host.call('templates.list', {}));
  context.print(templates, () => templatesText(templates, context.paints));
  return exitCodes.done;
};

const inputOf = async (
  host: FrameClient,
  template: string | undefined,
  goal: string,
  options: RunOptions,
) => {
  const { agent, managerAgent, specialistAgent, title, model, permissions, acceptDanger, approval } = options;
  const budget = await budgetOf(host, options);
  const limits = limitsOf(options);
  return {
    goal,
    variables: options.var,
    profiles: {
      ...(managerAgent === undefined ? {} : { manager: managerAgent }),
      ...(specialistAgent === undefined ? {} : { specialist: specialistAgent }),
    },
    ...(template === undefined ? {} : { template }),
    ...(agent === undefined ? {} : { profile: agent }),
    ...(title === undefined ? {} : { title }),
    ...(model === undefined ? {} : { model }),
    ...(permissions === undefined ? {} : { permissions }),
    ...(acceptDanger === undefined ? {} : { dangerous: acceptDanger }),
    ...(options.confirm ? {} : { confirm: false }),
    ...(approval === undefined ? {} : { approval }),
    ...(budget === undefined ? {} : { budget }),
    ...(Object.keys(limits).length === 0 ? {} : { limits }),
  };
};

/** How many may live at once, as far as it is said. */
const limitsOf = (options: RunOptions): LimitsWish => {
  const { maxExecutives, maxManagers, maxSpecialists, maxChildren } = options;
  return {
    ...(maxExecutives === undefined ? {} : { executives: maxExecutives }),
    ...(maxManagers === undefined ? {} : { managers: maxManagers }),
    ...(maxSpecialists === undefined ? {} : { specialists: maxSpecialists }),
    ...(maxChildren === undefined ? {} : { childrenEach: maxChildren }),
  };
};

/** The budgets that are set, with what is said of the run's; undefined where nothing is. */
const budgetOf = async (host: FrameClient, options: RunOptions): Promise<Budgets | undefined> => {
  const said: Record<BudgetKind, number | undefined> = {
    tokens: options.budgetTokens,
    cost: options.budgetCost,
    minutes: options.budgetMinutes,
  };
  if (budgetKinds.every((kind) => said[kind] === undefined)) return undefined;
  const { budgets } = demand(await host.call('view.get', {}));
  const run = Object.fromEntries(budgetKinds.map((kind) => [kind, said[kind] ?? budgets.run[kind]]));
  return { ...budgets, run: run as Budgets['run'] };
};
