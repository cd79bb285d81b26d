import type { Status } from '@contract/machine.ts';
import { columns } from '../columns.ts';
import { demand } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { oneLine, type Paints } from '../paint.ts';
import { command, type Kit } from './command-kit.ts';

export const addStatus = (kit: Kit): void => {
  command(kit, 'status', 'Show the running host and what it runs.', [
    'tutti status',
    'tutti status --json',
  ]).action(
    kit.runner.run(async (context) => {
      const host = await context.host();
      const status = demand(await host.call('status.get', {}));
      context.print(status, () => statusText(status, context.paints));
      return exitCodes.done;
    }),
  );
};

const statusText = (status: Status, paints: Paints): string => {
  const states = Object.entries(status.instances).filter(([, count]) => count > 0);
  const rows = [
    ['project', `${status.project.root} (${status.project.branch})`],
    ['host', `pid ${status.pid}, version ${status.version}, up ${Math.round(status.uptimeSeconds)} s`],
    [
      'terminals',
      status.project.terminals +
        (status.project.terminalsNotice ? `: ${status.project.terminalsNotice}` : ''),
    ],
    ['run', status.run === null ? 'none yet' : String(status.run)],
    ['instances', states.map(([state, count]) => `${count} ${state}`).join(', ') || 'none'],
    ['events', String(status.events)],
    ['memory', `${Math.round(status.memoryBytes / 1_000_000)} MB`],
    ['mcp', status.mcp],
    ['socket', status.socket],
    ...status.project.notices.map((notice) => [paints.alert('notice'), oneLine(notice)]),
  ];
  return columns(rows.map(([name = '', ...rest]) => [paints.dim(name), ...rest]));
};
