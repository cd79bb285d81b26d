import type { Changes } from '@contract/worktree-work.ts';
import { columns } from '../columns.ts';
import { demand } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { oneLine, type Paints } from '../paint.ts';
import { ago } from '../show-instances.ts';
import { command, type Kit, wholeNumber } from './command-kit.ts';

interface ChangesOptions {
  readonly path?: string;
  readonly since?: number;
  readonly last: number;
}

/** A screenful or two, of each. */
const lastFew = 50;
const minuteMs = 60_000;

export const addChanges = (kit: Kit): void => {
  command(kit, 'changes', 'List who has changed and committed what in this run, as seen in the worktrees.', [
    'tutti changes',
    'tutti changes spec_1_1 --since 30',
    'tutti changes --path "src/**/*.ts" --json | jq ".commits[].subject"',
  ])
    .argument('[id]', 'of one instance')
    .option('--path <path>', 'only what this file, folder or glob covers')
    .option('--since <minutes>', 'only of the last minutes', wholeNumber(1))
    .option('--last <n>', 'the last n of each', wholeNumber(1, 1000), lastFew)
    .action(
      kit.runner.run<[string | undefined], ChangesOptions>(async (context, [id], { path, since, last }) => {
        const host = await context.host();
        const changes = demand(
          await host.call('instances.changes', {
            limit: last,
            ...(id === undefined ? {} : { id }),
            ...(path === undefined ? {} : { path }),
            ...(since === undefined ? {} : { since: Date.now() - since * minuteMs }),
          }),
        );
        context.print(changes, () => changesText(changes, context.paints));
        return exitCodes.done;
      }),
    );
};

const changesText = ({ files, commits, more }: Changes, paints: Paints): string => {
  if (files.length + commits.length === 0) return 'Nothing was changed.\n';
  const fileRows = files.map(({ id, path, kind, at }) => [id, kind, oneLine(path), paints.dim(ago(at))]);
  const commitRows = commits.map(({ id, hash, parents, subject, count, told }) => [
    id,
    hash.slice(0, 9),
    `${parents.length > 1 ? 'merge: ' : ''}${oneLine(subject)}`,
    `${count} ${count === 1 ? 'file' : 'files'}`,
    paints.dim(ago(told)),
  ]);
  return [
    ...(fileRows.length > 0 ? [paints.bold('Not committed'), columns(fileRows)] : []),
    ...(commitRows.length > 0 ? [paints.bold('Committed'), columns(commitRows)] : []),
    ...(more ? ['There is more: --last shows it.\n'] : []),
  ].join('\n');
};
