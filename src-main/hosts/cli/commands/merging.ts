import type { Resolution } from '@contract/merge-conflicts.ts';
import { isUnderWay, type Merge, type MergeStrategy, mergeStrategies } from '@contract/merges.ts';
import { type Command, Option } from 'commander';
import type { FrameClient } from '../../frame-client/frame-client.ts';
import { type CommandContext, demand, failWith } from '../command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { branchDetails, conflictDetails, mergeDetails, mergesTable } from '../show-merges.ts';
import { waitFor } from '../wait-for.ts';
import { command, type Kit } from './command-kit.ts';
import { bringBack, listKept } from './kept.ts';

interface MergeOptions {
  readonly into?: string;
  readonly source?: string;
  readonly strategy?: MergeStrategy;
  readonly message?: string;
  readonly all?: boolean;
  readonly finish?: boolean;
  readonly wait: boolean;
}

/** A field that was given, or none at all. */
const given = <K extends string, V>(key: K, value: V | undefined) =>
  (value === undefined ? {} : { [key]: value }) as { [Name in K]?: V };

export const addBranch = (kit: Kit): void => {
  command(kit, 'branch', 'Show the branch of an instance: its worktree, commits and changed files.', [
    'tutti branch spec_1_1_2',
    'tutti branch mgr_1_1 --base main --json | jq .ahead',
  ])
    .argument('[id]', 'whose; in a pane: the instance that it belongs to')
    .option('--base <branch>', 'compare with this one, rather than where it goes')
    .action(
      kit.runner.run<[string | undefined], { base?: string }>(async (context, [id], { base }) => {
        const host = await context.host();
        const stand = demand(await host.call('branches.get', { ...given('id', id), ...given('base', base) }));
        context.print(stand, () => branchDetails(stand, context.paints));
        return exitCodes.done;
      }),
    );
};

export const addMerge = (kit: Kit): void => {
  const merge = command(kit, 'merge', 'Merge an instance’s work into its parent’s branch, or any into any.', [
    'tutti merge spec_1_1_2',
    'tutti merge exec_1 --into main --strategy squash',
    'tutti merge --all --finish',
    'tutti merge --source tutti/1/spec_1_1_2 --into main --no-wait',
  ]);
  mergeOptions(merge).action(
    kit.runner.run<[string | undefined], MergeOptions>(async (context, [id], options) => {
      const host = await context.host();
      const asked = await ask(host, id, options);
      if (!options.wait) return report(context, asked);
      const names = new Set(asked.map((one) => one.id));
      const ended = await waitFor(host, async () => {
        const all = demand(await host.call('merges.list', {}));
        const mine = all.filter((one) => names.has(one.id));
        return mine.some(isUnderWay) && !mine.some(({ state }) => state === 'waiting') ? null : mine;
      });
      return report(context, ended);
    }),
  );
};

const mergeOptions = (merge: Command): Command =>
  merge
    .argument('[id]', 'whose work; in a pane: the instance that it belongs to')
    .option('--source <branch>', 'this branch, rather than an instance’s')
    .option('--into <branch>', 'rather than the branch of its parent, or yours for one without a parent')
    .addOption(new Option('--strategy <how>', 'rather than as the settings have it').choices(mergeStrategies))
    .option('--message <text>', 'of the commit')
    .option('--all', 'all below it (all of the run), bottom up')
    .option('--finish', 'with --all: into your own branch, too')
    .option('--no-wait', 'answer as it stands in the queue');

const ask = async (
  host: FrameClient,
  id: string | undefined,
  { all, finish, strategy, source, into, message }: MergeOptions,
): Promise<Merge[]> => {
  const shared = { ...given('id', id), ...given('strategy', strategy) };
  if (all) return demand(await host.call('merges.integrate', { ...shared, finish: finish ?? false }));
  const wish = { ...given('source', source), ...given('into', into), ...given('message', message) };
  return [demand(await host.call('merges.request', { ...shared, ...wish }))];
};

/** Code 1 when one of them has not gone, and will not by itself. */
const report = (context: CommandContext, merges: readonly Merge[]): ExitCode => {
  context.print([...merges], () => merges.map((one) => mergeDetails(one, context.paints)).join(''));
  const went = merges.every((one) => isUnderWay(one) || one.state === 'merged');
  return went ? exitCodes.done : exitCodes.failed;
};

interface QueueOptions {
  readonly all?: boolean;
  readonly reason?: string;
  readonly ours?: readonly string[];
  readonly theirs?: readonly string[];
  readonly delete?: readonly string[];
  readonly finish?: boolean;
  readonly to: 'owner' | 'resolver';
}

const wholeFiles = ({ ours = [], theirs = [], delete: gone = [] }: QueueOptions): Resolution[] => [
  ...ours.map((path) => ({ path, how: 'ours' as const })),
  ...theirs.map((path) => ({ path, how: 'theirs' as const })),
  ...gone.map((path) => ({ path, how: 'delete' as const })),
];

type QueueWords = [action: string, merge: string | undefined];

export const addQueue = (kit: Kit): void => {
  command(kit, 'queue', 'List the merges of the run; show, cancel, retry or resolve one.', [
    'tutti queue',
    'tutti queue --all',
    'tutti queue show merge_3',
    'tutti queue cancel merge_3 --reason "superseded"',
    'tutti queue retry merge_3',
    'tutti queue resolve merge_3 --ours src/a.ts --theirs src/b.ts --finish',
    'tutti queue hand merge_3 --to resolver',
    'tutti queue decline merge_3 --reason "I take it myself"',
  ])
    .argument('[action]', 'list, show, cancel, retry, resolve, hand or decline', 'list')
    .argument('[merge]', 'the merge’s id')
    .option('--all', 'list: with those that are over')
    .option('--reason <text>', 'cancel, decline: why; hand: a word to who gets it')
    .option('--ours <paths...>', 'resolve: these files as the target has them')
    .option('--theirs <paths...>', 'resolve: these files as the branch has them')
    .option('--delete <paths...>', 'resolve: these files go')
    .option('--finish', 'resolve: it goes on in its queue, where nothing is left')
    .addOption(new Option('--to <whom>', 'hand: to whom').choices(['owner', 'resolver']).default('owner'))
    .action(kit.runner.run<QueueWords, QueueOptions>(actOnQueue));
};

const actOnQueue = async (
  context: CommandContext,
  [action, merge]: QueueWords,
  options: QueueOptions,
): Promise<ExitCode> => {
  const host = await context.host();
  if (action === 'list' && merge === undefined) {
    const merges = demand(await host.call('merges.list', { open: !options.all }));
    context.print(merges, () => mergesTable(merges, context.paints));
    return exitCodes.done;
  }
  const one = merge === undefined ? null : await actOnOne(host, action, merge, options);
  if (one === null)
    return failWith({
      code: 'bad_input',
      message: `queue ${action} is not known, or lacks a merge.`,
      remedy: 'Say: tutti queue, or tutti queue show|cancel|retry|resolve|hand|decline MERGE',
      field: 'action',
    });
  const conflict =
    one.state === 'conflicted' && action !== 'cancel'
      ? demand(await host.call('merges.conflict', { merge: one.id }))
      : null;
  // The texts themselves are for a window.
  const places = conflict?.files.map(({ path, resolved, hunks }) => ({
    path,
    resolved,
    conflicts: (hunks ?? []).filter(({ kind }) => kind === 'conflict'),
  }));
  context.print({ ...one, ...given('places', places) }, () =>
    [mergeDetails(one, context.paints), ...(conflict === null ? [] : [conflictDetails(conflict)])].join(''),
  );
  return exitCodes.done;
};

const actOnOne = async (
  host: FrameClient,
  action: string,
  merge: string,
  options: QueueOptions,
): Promise<Merge | null> => {
  const { reason, to } = options;
  if (action === 'cancel')
    return demand(await host.call('merges.cancel', { merge, ...given('reason', reason) }));
  if (action === 'retry') return demand(await host.call('merges.retry', { merge }));
  if (action === 'decline')
    return demand(await host.call('merges.decline', { merge, ...given('reason', reason) }));
  if (action === 'hand')
    return demand(await host.call('merges.handBack', { merge, to, ...given('note', reason) })).merge;
  if (action === 'resolve') {
    const { finish = false } = options;
    return demand(await host.call('merges.resolve', { merge, files: wholeFiles(options), finish })).merge;
  }
  if (action !== 'show') return null;
  const found = demand(await host.call('merges.list', {})).find(({ id }) => id === merge);
  return (
    found ??
    failWith({
      code: 'not_found',
      message: `There is no ${merge} in this run.`,
      remedy: 'List them: tutti queue --all',
      field: 'merge',
    })
  );
};

interface UndoOptions {
  readonly reason?: string;
  readonly run?: number;
  readonly work?: string;
  readonly kept?: boolean;
}

export const addUndo = (kit: Kit): void => {
  command(kit, 'undo', 'Take a merge back, or bring back work that an instance had not committed.', [
    'tutti undo',
    'tutti undo merge_3 --reason "it broke the build"',
    'tutti undo merge_3 --run 2',
    'tutti undo --kept',
    'tutti undo --work spec_1_1_2',
    'tutti undo --work 1/spec_1_1_2/3 --json | jq -r .back.worktree',
  ])
    .argument('[merge]', 'the merge’s id; without one, the last')
    .option('--reason <text>', 'why; it is kept')
    .option('--run <number>', 'of an earlier run, rather than of this one', Number)
    .option('--kept', 'list the work that is kept, of all runs')
    .option('--work <id>', 'give kept work a branch and a worktree: its name, or an instance for its newest')
    .action(
      kit.runner.run<[string | undefined], UndoOptions>(async (context, [merge], options) => {
        const { reason, run, work, kept } = options;
        const host = await context.host();
        if (kept) return listKept(context, host);
        if (work !== undefined) return bringBack(context, host, work);
        const undone = demand(
          await host.call('merges.undo', {
            ...{ ...given('merge', merge), ...given('run', run), ...given('reason', reason) },
          }),
        );
        context.print(undone, () => mergeDetails(undone, context.paints));
        return exitCodes.done;
      }),
    );
};
