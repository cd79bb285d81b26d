import { demand } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { instanceTable, instanceTree } from '../show-instances.ts';
import { command, type Kit } from './command-kit.ts';

export const addList = (kit: Kit): void => {
  command(kit, 'list', 'List the instances of the current run.', [
    'tutti list',
    'tutti list --json | jq -r ".[].id"',
  ]).action(
    kit.runner.run(async (context) => {
      const host = await context.host();
      const all = demand(await host.call('instances.list', {}));
      context.print(all, () => instanceTable(all, context.paints));
      return exitCodes.done;
    }),
  );
};

export const addTree = (kit: Kit): void => {
  command(kit, 'tree', 'Show the hierarchy.', ['tutti tree', 'tutti tree --project ~/code/shop']).action(
    kit.runner.run(async (context) => {
      const host = await context.host();
      const all = demand(await host.call('instances.list', {}));
      context.print(nested(all, null), () => instanceTree(all, context.paints));
      return exitCodes.done;
    }),
  );
};

interface Listed {
  readonly id: string;
  readonly parent: string | null;
}

interface Node {
  readonly children: readonly Node[];
}

/** Each instance with its children in it. */
const nested = (all: readonly Listed[], parent: string | null): readonly Node[] =>
  all
    .filter((one) => (all.some(({ id }) => id === one.parent) ? one.parent : null) === parent)
    .map((one) => ({ ...one, children: nested(all, one.id) }));
