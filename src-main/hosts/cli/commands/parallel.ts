import { parallelLimits, type ShownBatch } from '@contract/parallel.ts';
import { type CommandContext, demand, failWith } from '../command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { batchesText } from '../show-batches.ts';
import { waitFor } from '../wait-for.ts';
import { command, type Kit, wholeNumber } from './command-kit.ts';

type Words = [action: string, what: string[]];

interface ParallelOptions {
  readonly limit?: number;
  readonly profile?: string;
  readonly model?: string;
  readonly parent?: string;
  readonly retries?: number;
  readonly patience?: number;
  readonly wait?: boolean;
  readonly cancelTasks?: boolean;
  readonly reason?: string;
}

export const addParallel = (kit: Kit): void => {
  const { together, retries, patience } = parallelLimits;
  command(
    kit,
    'parallel',
    'Have specialists do tasks, some at a time; see how far that is, wait for it, or cancel it.',
    [
      'tutti parallel',
      'tutti parallel run task_1 task_2 task_3 --parent mgr_1_1 --limit 2 --wait',
      'tutti parallel run task_4 --profile claude --retries 1 --patience 20',
      'tutti parallel status batch_1 --wait',
      'tutti parallel cancel batch_1 --cancel-tasks --reason "the plan has changed"',
    ],
  )
    .argument('[action]', 'status, run or cancel', 'status')
    .argument('[what...]', 'run: the tasks, in the order of their results; else: the batch, e.g. batch_1')
    .option('--limit <n>', 'run: at work at the same time at most', wholeNumber(1, together))
    .option('--parent <id>', 'run: whose specialists; in a pane: its own')
    .option('--profile <name>', 'run: of specialists that are spawned for it; else that of the parent')
    .option('--model <name>', 'run: their model')
    .option('--retries <n>', 'run: tries after the first, of a task that failed', wholeNumber(0, retries))
    .option(
      '--patience <minutes>',
      'run: without a sign of life, before a task is given to another',
      wholeNumber(1, patience),
    )
    .option('--wait', 'run, status: until it has ended; code 1 when a task failed or was cancelled')
    .option('--cancel-tasks', 'cancel: what somebody is at work on, too')
    .option('--reason <text>', 'cancel: why')
    .action(kit.runner.run<Words, ParallelOptions>(act));
};

const act = async (
  context: CommandContext,
  [action, what]: Words,
  options: ParallelOptions,
): Promise<ExitCode> => {
  if (action === 'run' && what.length > 0) return execute(context, what, options);
  const [batch, ...more] = what;
  if (action === 'status' && more.length === 0) return status(context, batch, options);
  if (action === 'cancel' && batch !== undefined && more.length === 0) return cancel(context, batch, options);
  return failWith({
    code: 'bad_input',
    message: `parallel ${[action, ...what].join(' ')} is not known, or lacks something.`,
    remedy: 'Say: tutti parallel run TASK…, tutti parallel status [BATCH], or tutti parallel cancel BATCH',
    field: 'action',
  });
};

const execute = async (
  context: CommandContext,
  tasks: string[],
  options: ParallelOptions,
): Promise<ExitCode> => {
  const { limit, profile, model, parent, retries, patience, wait } = options;
  const host = await context.host();
  const begun = demand(
    await host.call('parallel.execute', { tasks, limit, profile, model, parent, retries, patience }),
  );
  return wait ? untilEnded(context, begun.id) : shown(context, [begun]);
};

const status = async (
  context: CommandContext,
  batch: string | undefined,
  { wait }: ParallelOptions,
): Promise<ExitCode> => {
  if (wait && batch !== undefined) return untilEnded(context, batch);
  const host = await context.host();
  const found = demand(await host.call('parallel.status', { batch }));
  if (!wait) return shown(context, found);
  const running = found.findLast(({ state }) => state === 'running');
  return running === undefined ? shown(context, found.slice(-1)) : untilEnded(context, running.id);
};

const cancel = async (
  context: CommandContext,
  batch: string,
  { cancelTasks, reason }: ParallelOptions,
): Promise<ExitCode> => {
  const host = await context.host();
  const running = cancelTasks ? 'cancel' : 'keep';
  return shown(context, [demand(await host.call('parallel.cancel', { batch, running, reason }))]);
};

const shown = (context: CommandContext, batches: readonly ShownBatch[]): ExitCode => {
  context.print(batches, () => batchesText(batches, context.paints));
  return exitCodes.done;
};

/** How far it is goes to the error output, so that what is printed is the outcome alone. */
const untilEnded = async (context: CommandContext, batch: string): Promise<ExitCode> => {
  const host = await context.host();
  let said = '';
  const ended = await waitFor(host, async () => {
    const [now] = demand(await host.call('parallel.status', { batch }));
    if (now === undefined) throw new Error('the host knows no such batch, and did not say so');
    if (now.state !== 'running') return now;
    const { done, total, running, failed } = now.counts;
    const line = `${batch}: ${done} of ${total} done, ${running} at work${failed === 0 ? '' : `, ${failed} failed`}\n`;
    if (line !== said) context.io.err(line);
    said = line;
    return null;
  });
  shown(context, [ended]);
  return ended.state === 'finished' && ended.counts.done === ended.counts.total
    ? exitCodes.done
    : exitCodes.failed;
};
